package freshet.popularity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freshet.decay.DecayedSum;
import freshet.decay.HalfLife;
import freshet.stream.IncompatibleStateException;
import freshet.stream.StateSerde;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountsTest {
  private static final HalfLife DAY = new HalfLife(Duration.ofDays(1));
  private static final HalfLife WEEK = new HalfLife(Duration.ofDays(7));
  private static final List<HalfLife> HALF_LIVES = List.of(DAY, WEEK, HalfLife.NEVER);
  private static final long TIME = Instant.parse("2026-05-01T12:00:00Z").toEpochMilli();

  private static Counts one(List<HalfLife> halfLives, long time, double weight) {
    return new Counts(
        1,
        time,
        halfLives.stream().map(halfLife -> DecayedSum.of(halfLife, time, weight)).toList());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void counts_add_up_in_any_order_and_grouping(long seed) {
    Random random = new Random(seed);
    List<Counts> changes = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      changes.add(
          one(
              HALF_LIVES,
              TIME - random.nextInt((int) Duration.ofDays(2).toMillis()),
              random.nextInt(5) - 2));
    }
    Counts expected = changes.stream().reduce(Counts::plus).orElseThrow();
    for (int round = 0; round < 20; round++) {
      Collections.shuffle(changes, random);
      int cut = 1 + random.nextInt(changes.size() - 1);
      Counts left = changes.subList(0, cut).stream().reduce(Counts::plus).orElseThrow();
      Counts right = changes.subList(cut, 200).stream().reduce(Counts::plus).orElseThrow();
      assertThat(left.plus(right)).isEqualTo(expected).isEqualTo(right.plus(left));
    }
    assertThat(expected.events()).isEqualTo(200);
  }

  @Test
  void counts_of_different_shapes_are_never_added() {
    assertThatThrownBy(() -> one(HALF_LIVES, TIME, 1).plus(one(List.of(DAY), TIME, 1)))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void counts_are_read_as_they_were_written(long seed) {
    Random random = new Random(seed);
    StateSerde<Counts> serde = new StateSerde<>(new CountsFormat(HALF_LIVES));
    Counts counts = one(HALF_LIVES, TIME - random.nextInt(), random.nextDouble() * 100 - 50);
    byte[] bytes = serde.serializer().serialize("t", counts);
    assertThat(serde.deserializer().deserialize("t", bytes)).isEqualTo(counts);
  }

  @Test
  void a_half_life_that_was_not_counted_starts_at_nothing_and_the_others_go_on() {
    HalfLife hour = new HalfLife(Duration.ofHours(1));
    Counts counts = one(HALF_LIVES, TIME, 3);
    byte[] bytes =
        new StateSerde<>(new CountsFormat(HALF_LIVES)).serializer().serialize("t", counts);

    Counts read =
        new StateSerde<>(new CountsFormat(List.of(hour, WEEK, HalfLife.NEVER)))
            .deserializer()
            .deserialize("t", bytes);

    assertThat(read.events()).isEqualTo(1);
    assertThat(read.sums())
        .containsExactly(DecayedSum.ZERO, counts.sums().get(1), counts.sums().get(2));
  }

  @Test
  void another_layout_is_refused() {
    StateSerde<Counts> serde = new StateSerde<>(new CountsFormat(HALF_LIVES));
    byte[] bytes = serde.serializer().serialize("t", one(HALF_LIVES, TIME, 1));
    bytes[0] = 3;
    assertThatThrownBy(() -> serde.deserializer().deserialize("t", bytes))
        .isInstanceOf(IncompatibleStateException.class)
        .hasMessageContaining("a stored popularity count has layout version 3");
  }

  @Test
  void half_lives_are_ordered_and_end_with_the_one_that_never_ages() {
    PopularitySettings settings =
        new PopularitySettings(List.of(WEEK, HalfLife.NEVER, DAY), 10, Duration.ofSeconds(1));
    assertThat(settings.halfLives()).containsExactly(DAY, WEEK, HalfLife.NEVER);
    assertThatThrownBy(() -> new PopularitySettings(List.of(DAY), 9, Duration.ofSeconds(1)))
        .hasMessage("popularity.listed is 9; give 10 to 1000");
    assertThatThrownBy(() -> new PopularitySettings(List.of(DAY), 10, Duration.ofMillis(49)))
        .hasMessageEndingWith("give at least 50ms");
  }
}
