package freshet.decay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecayedSumTest {
  private static final HalfLife DAY = new HalfLife(Duration.ofDays(1));
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
  private static final long EPOCH_MILLIS = DecayedSum.EPOCH_HALF_LIVES * DAY_MILLIS;

  /** The first instant of an epoch of a day's half-life. */
  private static final long LANDMARK =
      Instant.parse("2026-05-01T00:00:00Z").toEpochMilli() / EPOCH_MILLIS * EPOCH_MILLIS;

  private static List<DecayedSum> randomOfOneEpoch(long seed, int size) {
    Random random = new Random(seed);
    List<DecayedSum> sums = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      long time = LANDMARK + (long) (random.nextDouble() * EPOCH_MILLIS);
      sums.add(DecayedSum.of(DAY, time, random.nextDouble() * 6 - 3));
    }
    return sums;
  }

  private static DecayedSum sum(List<DecayedSum> sums) {
    return sums.stream().reduce(DecayedSum.ZERO, DecayedSum::plus);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void order_and_grouping_change_no_bit_within_an_epoch(long seed) {
    List<DecayedSum> sums = randomOfOneEpoch(seed, 200);
    DecayedSum expected = sum(sums);
    Random random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      Collections.shuffle(sums, random);
      int cut = random.nextInt(sums.size());
      DecayedSum left = sum(sums.subList(0, cut));
      DecayedSum right = sum(sums.subList(cut, sums.size()));
      assertThat(left.plus(right)).isEqualTo(expected);
      assertThat(right.plus(left)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {6, 7, 8})
  void over_many_epochs_no_more_than_roundings_is_lost(long seed) {
    Random random = new Random(seed);
    long end = LANDMARK + 4 * EPOCH_MILLIS;
    DecayedSum sum = DecayedSum.ZERO;
    double exact = 0;
    for (int i = 0; i < 1_000; i++) {
      long time = LANDMARK + (long) (random.nextDouble() * (end - LANDMARK));
      sum = sum.plus(DecayedSum.of(DAY, time, 1));
      exact += Math.pow(0.5, (end - time) / (double) DAY_MILLIS);
    }
    assertThat(sum.at(DAY, end)).isCloseTo(exact, within(1e-4 * exact + 1e-3));
  }

  @Test
  void a_weight_halves_with_each_half_life_and_is_never_rewritten() {
    DecayedSum one = DecayedSum.of(DAY, LANDMARK, 1);
    assertThat(one.at(DAY, LANDMARK)).isEqualTo(1);
    assertThat(one.at(DAY, LANDMARK + DAY_MILLIS)).isCloseTo(0.5, within(1e-9));
    assertThat(one.at(DAY, LANDMARK + 3 * DAY_MILLIS)).isCloseTo(0.125, within(1e-9));
  }

  @Test
  void what_never_ages_keeps_its_weight() {
    DecayedSum sum =
        DecayedSum.of(HalfLife.NEVER, LANDMARK, 1).plus(DecayedSum.of(HalfLife.NEVER, 0, 2.5));
    assertThat(sum.at(HalfLife.NEVER, LANDMARK * 2)).isEqualTo(3.5);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void what_is_taken_back_leaves_nothing(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      long time = LANDMARK + random.nextInt((int) Duration.ofHours(500).toMillis());
      double weight = random.nextInt(200) / 64.0;
      DecayedSum there = DecayedSum.of(DAY, time, weight);
      assertThat(DecayedSum.of(DAY, time, -weight)).isEqualTo(there.negated());
      assertThat(there.plus(DecayedSum.of(DAY, time, -weight)).units()).isZero();
    }
  }

  @Test
  void half_a_unit_and_its_undo_cancel() {
    DecayedSum half = DecayedSum.of(HalfLife.NEVER, 0, 1 / 32.0);
    assertThat(half.plus(DecayedSum.of(HalfLife.NEVER, 0, -1 / 32.0)).units()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void waiting_does_not_change_the_order(long seed) {
    Random random = new Random(seed);
    List<DecayedSum> sums = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      long time = LANDMARK + (long) (random.nextDouble() * 3 * EPOCH_MILLIS);
      sums.add(DecayedSum.of(DAY, time, 0.1 + random.nextDouble()));
    }
    sums.sort(Comparator.comparingDouble(DecayedSum::rank));
    for (long later : new long[] {3, 5, 40}) {
      long time = LANDMARK + later * EPOCH_MILLIS;
      for (int i = 1; i < sums.size(); i++) {
        assertThat(sums.get(i).at(DAY, time)).isGreaterThanOrEqualTo(sums.get(i - 1).at(DAY, time));
      }
    }
  }

  @Test
  void nothing_and_less_rank_below_everything() {
    assertThat(DecayedSum.ZERO.rank()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(DecayedSum.of(DAY, LANDMARK, -1).rank()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(DecayedSum.of(DAY, LANDMARK, 1).rank()).isFinite();
  }

  @Test
  void an_older_sum_is_moved_to_the_newer_landmark_from_either_side() {
    DecayedSum old = DecayedSum.of(DAY, LANDMARK, 100);
    DecayedSum young = DecayedSum.of(DAY, LANDMARK + EPOCH_MILLIS, 1);
    assertThat(old.epoch() + 1).isEqualTo(young.epoch());
    assertThat(old.plus(young)).isEqualTo(young.plus(old));
    assertThat(old.plus(young).epoch()).isEqualTo(young.epoch());
    assertThat(old.plus(young).units())
        .isEqualTo(young.units() + old.units() / (1 << DecayedSum.EPOCH_HALF_LIVES));
  }

  @Test
  void negative_sums_fade_as_positive_ones_do() {
    DecayedSum against = DecayedSum.of(DAY, LANDMARK, -3);
    DecayedSum speaksFor = DecayedSum.of(DAY, LANDMARK, 3);
    for (int epochs = 0; epochs < 6; epochs++) {
      assertThat(against.unitsAt(against.epoch() + epochs))
          .isEqualTo(-speaksFor.unitsAt(against.epoch() + epochs));
    }
    assertThat(against.unitsAt(against.epoch() + 5)).isZero();
  }

  @Test
  void nothing_is_older_than_everything() {
    DecayedSum one = DecayedSum.of(DAY, LANDMARK, 1);
    assertThat(DecayedSum.ZERO.plus(one)).isEqualTo(one);
    assertThat(one.plus(DecayedSum.ZERO)).isEqualTo(one);
    assertThat(DecayedSum.ZERO.at(DAY, LANDMARK)).isZero();
  }

  @Test
  void a_sum_that_cannot_be_held_is_an_error_not_a_wrong_number() {
    DecayedSum most = new DecayedSum(3, Long.MAX_VALUE);
    assertThatThrownBy(() -> most.plus(new DecayedSum(3, 1)))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void a_half_life_is_whole_seconds_and_at_least_a_minute() {
    assertThat(new HalfLife(Duration.ofMillis(90_500)))
        .isEqualTo(new HalfLife(Duration.ofSeconds(90)));
    assertThatThrownBy(() -> new HalfLife(Duration.ofSeconds(59)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("half-life PT59S is too short; give at least one minute");
    assertThat(new HalfLife(Duration.ofSeconds(HalfLife.NEVER.seconds())))
        .isEqualTo(HalfLife.NEVER);
  }
}
