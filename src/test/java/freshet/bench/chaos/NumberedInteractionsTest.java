package freshet.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freshet.bench.FailedBenchException;
import freshet.decay.DecayedSum;
import freshet.decay.HalfLife;
import freshet.event.Interaction;
import freshet.event.UserId;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class NumberedInteractionsTest {
  private static final int LANES = 4;

  private final NumberedInteractions interactions = new NumberedInteractions(1, LANES);

  private List<Interaction> first(int count) {
    return LongStream.range(0, count).mapToObj(interactions::at).toList();
  }

  @Test
  void an_interaction_follows_from_seed_and_number() {
    assertThat(LongStream.range(0, 100).mapToObj(new NumberedInteractions(1, LANES)::at).toList())
        .isEqualTo(first(100))
        .isNotEqualTo(
            LongStream.range(0, 100).mapToObj(new NumberedInteractions(2, LANES)::at).toList());
  }

  @Test
  void its_id_tells_its_number() {
    assertThat(NumberedInteractions.numberOf(interactions.at(1_234_567).id().value()))
        .isEqualTo(1_234_567);
  }

  @Test
  void an_id_that_nobody_sent_is_reported() {
    for (String strange : List.of("chaos-", "chaos-x", "other-1", "")) {
      assertThatThrownBy(() -> NumberedInteractions.numberOf(strange))
          .isInstanceOf(FailedBenchException.class)
          .hasMessageContaining("nobody sent");
    }
  }

  @Test
  void no_user_is_in_two_lanes() {
    Map<UserId, Integer> lanes = new HashMap<>();
    for (int place = 0; place < 5_000; place++) {
      for (int lane = 0; lane < LANES; lane++) {
        long number = interactions.number(lane, place);
        assertThat(interactions.laneOf(number)).isEqualTo(lane);
        Integer before = lanes.put(interactions.at(number).user(), lane);
        assertThat(before).isIn(null, lane);
      }
    }
  }

  @Test
  void some_users_do_so_much_that_their_profile_is_full_and_most_do_little() {
    Map<UserId, Long> events =
        first(600_000).stream()
            .collect(Collectors.groupingBy(Interaction::user, Collectors.counting()));

    assertThat(events.values().stream().filter(n -> n > 1_000)).hasSize(32);
    assertThat(events.values().stream().filter(n -> n < 40)).hasSizeGreaterThan(49_000);
  }

  @Test
  void it_has_undos_and_dislikes_and_events_that_come_late() {
    List<Interaction> some = first(10_000);
    Set<String> types = new HashSet<>();
    some.forEach(interaction -> types.add(interaction.type().name()));

    assertThat(types).contains("view", "dislike", "undo-like", "undo-dislike");
    long late = 0;
    for (int i = 1; i < some.size(); i++) {
      late += some.get(i).time().isBefore(some.get(i - 1).time()) ? 1 : 0;
    }
    assertThat(late).isBetween(100L, 1_000L);
  }

  @Test
  void an_hour_of_it_moves_no_sum_to_a_newer_landmark() {
    long hour = 25_000L * 3_600;
    for (int days : List.of(0, 1, 7, 90)) {
      HalfLife halfLife = new HalfLife(days == 0 ? Duration.ofHours(1) : Duration.ofDays(days));
      Set<Integer> epochs = new HashSet<>();
      for (long number = 0; number <= hour; number += hour / 1_000) {
        long time = interactions.at(number).time().toEpochMilli();
        epochs.add(DecayedSum.of(halfLife, time, 1).epoch());
      }
      assertThat(epochs).as("half-life of %d days", days).hasSize(1);
    }
  }
}
