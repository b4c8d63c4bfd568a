package freshet.popularity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import freshet.avro.PopularItemRecord;
import freshet.avro.TrendingRecord;
import freshet.decay.DecayedSum;
import freshet.decay.HalfLife;
import freshet.event.ContentType;
import freshet.event.ItemId;
import freshet.recommend.Popularity.Popular;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrendingViewTest {
  private static final HalfLife HOUR = new HalfLife(Duration.ofHours(1));
  private static final PopularitySettings SETTINGS =
      new PopularitySettings(List.of(HOUR), 1_000, Duration.ofSeconds(1));
  private static final long TIME = Instant.parse("2026-05-01T12:00:00Z").toEpochMilli();
  private static final Optional<ContentType> GAME = Optional.of(new ContentType("game"));

  private final AtomicLong nanos = new AtomicLong();
  private final TrendingView view = new TrendingView(SETTINGS, nanos::get);

  /** What a partition with these items would publish. */
  private static Map<String, TrendingRecord> published(int partition, Map<ItemId, Counts> items) {
    TopLists tops = new TopLists(SETTINGS.listed(), SETTINGS.halfLives().size());
    items.forEach(tops::update);
    Counts total =
        items.values().stream()
            .reduce(Counts::plus)
            .orElse(new Counts(0, 0, List.of(DecayedSum.ZERO, DecayedSum.ZERO)));
    Map<String, TrendingRecord> records = new HashMap<>();
    tops.take(TrendingViewTest::typeOf)
        .orElseThrow()
        .forEach(
            (type, ranked) -> {
              TrendingList list =
                  TrendingList.of(
                      type, partition, total.latest(), SETTINGS.halfLives(), total.sums(), ranked);
              records.put(list.key(), TrendingTopic.toRecord(list));
            });
    return records;
  }

  private static Optional<ContentType> typeOf(ItemId item) {
    return item.value().hashCode() % 2 == 0 ? GAME : Optional.empty();
  }

  private static Map<ItemId, Counts> random(long seed, int events) {
    Random random = new Random(seed);
    Map<ItemId, Counts> items = new HashMap<>();
    for (int i = 0; i < events; i++) {
      long time = TIME + random.nextInt((int) Duration.ofHours(3).toMillis());
      items.merge(
          new ItemId("i" + random.nextInt(50)),
          new Counts(
              1,
              time,
              SETTINGS.halfLives().stream()
                  .map(halfLife -> DecayedSum.of(halfLife, time, 1))
                  .toList()),
          Counts::plus);
    }
    return items;
  }

  private void tick() {
    nanos.addAndGet(TrendingView.MERGE_INTERVAL.toNanos());
  }

  private static Map<ItemId, Popular> byItem(TrendingView of, Optional<ContentType> type) {
    Map<ItemId, Popular> items = new HashMap<>();
    of.tops().getOrDefault(type, List.of()).forEach(one -> items.put(one.item(), one));
    return items;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void partitions_merged_are_what_one_partition_would_be(long seed) {
    Map<ItemId, Counts> all = random(seed, 2_000);
    TrendingView whole = new TrendingView(SETTINGS);
    published(0, all).forEach(whole::apply);
    List<Map<ItemId, Counts>> parts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      parts.add(new HashMap<>());
    }
    all.forEach(
        (item, counts) -> parts.get(Math.floorMod(item.hashCode() / 2, 4)).put(item, counts));
    for (int i = 0; i < 4; i++) {
      published(i, parts.get(i)).forEach(view::apply);
    }

    for (Optional<ContentType> type : List.of(GAME, Optional.<ContentType>empty())) {
      Map<ItemId, Popular> expected = byItem(whole, type);
      Map<ItemId, Popular> merged = byItem(view, type);
      assertThat(merged.keySet()).isEqualTo(expected.keySet()).isNotEmpty();
      merged.forEach(
          (item, popular) -> {
            assertThat(popular.events()).isEqualTo(expected.get(item).events());
            for (int i = 0; i < 2; i++) {
              assertThat(popular.shares().get(i))
                  .isCloseTo(expected.get(item).shares().get(i), within(1e-9));
            }
          });
    }
  }

  @Test
  void shares_of_all_items_add_up_to_1() {
    published(0, random(5, 500)).forEach(view::apply);
    for (int i = 0; i < 2; i++) {
      int halfLife = i;
      double sum =
          view.tops().values().stream()
              .flatMap(List::stream)
              .mapToDouble(one -> one.shares().get(halfLife))
              .sum();
      assertThat(sum).isCloseTo(1, within(1e-9));
    }
  }

  private static TrendingRecord record(String type, int partition, List<Double> counts) {
    return TrendingRecord.newBuilder()
        .setContentType(type)
        .setPartition(partition)
        .setAsOf(Instant.ofEpochMilli(TIME))
        .setHalfLifeSeconds(List.of(HOUR.seconds(), HalfLife.NEVER.seconds()))
        .setTotals(List.of(2.0, 2.0))
        .setItems(List.of(new PopularItemRecord("a", 2L, counts)))
        .build();
  }

  @Test
  void lists_are_merged_when_asked_for_and_not_too_often() {
    assertThat(view.tops()).isEmpty();
    view.apply("game/0", record("game", 0, List.of(1.0, 1.0)));
    Map<?, ?> first = view.tops();
    assertThat(first).hasSize(1);
    assertThat(view.tops()).isSameAs(first);

    view.apply("/0", record("", 0, List.of(1.0, 1.0)));
    assertThat(view.tops()).isSameAs(first);
    tick();
    assertThat(view.tops()).hasSize(2);
  }

  @Test
  void a_deleted_list_and_one_of_other_half_lives_are_gone() {
    view.apply("game/0", record("game", 0, List.of(1.0, 1.0)));
    view.apply("/0", record("", 0, List.of(1.0, 1.0)));
    view.apply("/0", null);
    assertThat(view.tops()).containsOnlyKeys(GAME);

    TrendingRecord other =
        TrendingRecord.newBuilder(record("game", 0, List.of(1.0, 1.0)))
            .setHalfLifeSeconds(List.of(7_200L, HalfLife.NEVER.seconds()))
            .build();
    view.apply("game/0", other);
    tick();
    assertThat(view.tops()).isEmpty();
  }

  @Test
  void an_empty_list_leaves_no_type_behind() {
    TrendingRecord empty =
        TrendingRecord.newBuilder(record("game", 0, List.of(1.0, 1.0))).setItems(List.of()).build();
    view.apply("game/0", empty);
    assertThat(view.tops()).isEmpty();
  }

  @Test
  void a_list_that_makes_no_sense_is_refused_and_changes_nothing() {
    view.apply("game/0", record("game", 0, List.of(1.0, 1.0)));

    assertThatThrownBy(() -> view.apply("game/0", record("game", 0, List.of(1.0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a has counts [1.0]; write one finite number for each of the 2 half-lives");
    assertThatThrownBy(() -> view.apply("game/0", record("game", 0, List.of(1.0, Double.NaN))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> view.apply("x\u0000/0", record("x\u0000", 0, List.of(1.0, 1.0))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> view.apply("game/1", record("game", 0, List.of(1.0, 1.0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the key is \"game/1\" but the list is \"game/0\"");

    tick();
    assertThat(view.tops()).containsOnlyKeys(GAME);
  }
}
