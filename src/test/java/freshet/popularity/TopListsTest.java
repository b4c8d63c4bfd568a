package freshet.popularity;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.decay.DecayedSum;
import freshet.decay.HalfLife;
import freshet.event.ContentType;
import freshet.event.ItemId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopListsTest {
  private static final int LISTED = 10;
  private static final List<HalfLife> HALF_LIVES =
      List.of(new HalfLife(Duration.ofHours(1)), HalfLife.NEVER);
  private static final long TIME = Instant.parse("2026-05-01T12:00:00Z").toEpochMilli();

  private final TopLists tops = new TopLists(LISTED, HALF_LIVES.size());
  private final Map<ItemId, Counts> all = new HashMap<>();

  private static Optional<ContentType> typeOf(ItemId item) {
    return switch (item.value().hashCode() % 3) {
      case 0 -> Optional.of(new ContentType("game"));
      case 1 -> Optional.of(new ContentType("blog-post"));
      default -> Optional.empty();
    };
  }

  private void count(int item, long time, double weight) {
    count(new ItemId("i" + item), time, weight);
  }

  private void count(ItemId id, long time, double weight) {
    Counts change =
        new Counts(
            1,
            time,
            HALF_LIVES.stream().map(halfLife -> DecayedSum.of(halfLife, time, weight)).toList());
    tops.update(id, all.merge(id, change, Counts::plus));
  }

  private Map<Optional<ContentType>, List<TopLists.Ranked>> takeFromAll() {
    tops.clear();
    all.forEach(tops::update);
    return tops.take(TopListsTest::typeOf).orElseThrow();
  }

  private Map<Optional<ContentType>, Set<ItemId>> bruteForce() {
    Map<Optional<ContentType>, Set<ItemId>> best = new HashMap<>();
    Map<Optional<ContentType>, List<ItemId>> byType =
        all.keySet().stream().collect(Collectors.groupingBy(TopListsTest::typeOf));
    byType.forEach(
        (type, items) -> {
          Set<ItemId> union = new HashSet<>();
          for (int i = 0; i < HALF_LIVES.size(); i++) {
            int halfLife = i;
            List<ItemId> ordered = new ArrayList<>(items);
            ordered.sort(
                Comparator.comparingDouble(
                        (ItemId item) -> -all.get(item).sums().get(halfLife).rank())
                    .thenComparing(ItemId::value));
            union.addAll(ordered.subList(0, Math.min(LISTED, ordered.size())));
          }
          best.put(type, union);
        });
    return best;
  }

  private static Map<Optional<ContentType>, Set<ItemId>> items(
      Map<Optional<ContentType>, List<TopLists.Ranked>> lists) {
    Map<Optional<ContentType>, Set<ItemId>> items = new HashMap<>();
    lists.forEach(
        (type, ranked) ->
            items.put(type, ranked.stream().map(one -> one.item()).collect(Collectors.toSet())));
    return items;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void the_lists_are_those_of_all_items_while_counts_only_grow(long seed) {
    Random random = new Random(seed);
    long time = TIME;
    for (int round = 0; round < 60; round++) {
      for (int i = 0; i < 50; i++) {
        time += random.nextInt(60_000);
        count((int) (random.nextDouble() * random.nextDouble() * 400), time, 1 + random.nextInt(3));
      }
      assertThat(tops.hasChanged()).isTrue();
      assertThat(items(tops.take(TopListsTest::typeOf).orElseThrow())).isEqualTo(bruteForce());
      assertThat(tops.hasChanged()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15})
  void where_counts_fall_the_lists_are_right_or_say_that_all_items_must_be_seen(long seed) {
    Random random = new Random(seed);
    int gaps = 0;
    for (int round = 0; round < 100; round++) {
      for (int i = 0; i < 50; i++) {
        int item = (int) (random.nextDouble() * random.nextDouble() * 400);
        count(item, TIME + round * 60_000L, random.nextInt(8) - 3.5);
      }
      if (round % 10 == 9) {
        long time = TIME + round * 60_000L;
        bruteForce().values().forEach(best -> best.forEach(item -> count(item, time, -20)));
        bruteForce().values().forEach(best -> best.forEach(item -> count(item, time, -20)));
      }
      var lists = tops.take(TopListsTest::typeOf);
      gaps += lists.isPresent() ? 0 : 1;
      assertThat(items(lists.orElseGet(this::takeFromAll))).isEqualTo(bruteForce());
    }
    assertThat(gaps).isBetween(1, 99);
  }

  @Test
  void an_item_that_was_forgotten_comes_back_when_those_above_it_fall() {
    for (int item = 0; item < 300; item++) {
      count(item, TIME, 300 - item);
    }
    assertThat(tops.take(TopListsTest::typeOf)).isPresent();
    for (int item = 0; item < 150; item++) {
      count(item, TIME, -300);
    }
    assertThat(tops.take(TopListsTest::typeOf)).isEmpty();
    assertThat(items(takeFromAll())).isEqualTo(bruteForce());
  }

  @Test
  void forgetting_while_all_items_are_told_changes_no_list() {
    for (int item = 0; item < 1_000; item++) {
      count(item, TIME + item, 1 + item % 97);
      if (item % 100 == 99) {
        tops.forgetOthers(TopListsTest::typeOf);
      }
    }
    assertThat(items(tops.take(TopListsTest::typeOf).orElseThrow())).isEqualTo(bruteForce());
  }
}
