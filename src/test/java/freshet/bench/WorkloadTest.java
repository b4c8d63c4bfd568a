package freshet.bench;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.bench.Workload.Shape;
import freshet.event.EventId;
import freshet.event.Interaction;
import freshet.event.ItemId;
import freshet.event.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorkloadTest {
  private static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");

  private static List<Interaction> first(int count, long seed) {
    return Stream.generate(new Workload(Shape.DEFAULT, seed, BEGIN)::next).limit(count).toList();
  }

  @Test
  void the_same_seed_gives_the_same_interactions() {
    assertThat(first(1_000, 3)).isEqualTo(first(1_000, 3)).isNotEqualTo(first(1_000, 4));
  }

  @Test
  void no_two_interactions_have_the_same_id() {
    Set<EventId> ids = new HashSet<>();

    assertThat(first(100_000, 1)).allSatisfy(event -> assertThat(ids.add(event.id())).isTrue());
  }

  @Test
  void the_most_popular_item_has_the_share_that_zipf_gives_it() {
    Map<ItemId, Long> counts =
        first(100_000, 1).stream()
            .collect(Collectors.groupingBy(Interaction::item, Collectors.counting()));

    // 1 of the harmonic number of 10,000, which is 9.79.
    assertThat(counts.get(Workload.item(0))).isBetween(9_800L, 10_650L);
    assertThat(counts.get(Workload.item(99))).isBetween(60L, 150L);
  }

  @Test
  void users_are_all_alike() {
    Map<UserId, Long> counts =
        first(100_000, 1).stream()
            .collect(Collectors.groupingBy(Interaction::user, Collectors.counting()));

    // One each: 1 - 1/e of them are drawn at least once, hardly any more than seven times.
    assertThat(counts).hasSizeBetween(62_500, 63_900);
    assertThat(counts.values()).allSatisfy(count -> assertThat(count).isLessThan(12));
  }

  @Test
  void nine_of_ten_are_views() {
    long views =
        first(100_000, 1).stream().filter(event -> event.type().name().equals("view")).count();

    assertThat(views).isBetween(90_500L, 91_500L);
  }

  @Test
  void event_time_goes_on_at_25000_events_a_second() {
    List<Interaction> events = first(25_001, 1);

    assertThat(events.get(0).time()).isEqualTo(BEGIN);
    assertThat(events.get(25_000).time()).isEqualTo(BEGIN.plus(Duration.ofSeconds(1)));
  }
}
