package freshet.cooccurrence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import freshet.decay.DecayedSum;
import freshet.decay.HalfLife;
import freshet.event.ItemId;
import freshet.recommend.Neighbourhood.Neighbour;
import freshet.recommend.Neighbourhood.Neighbours;
import freshet.stream.IncompatibleStateException;
import freshet.stream.StateSerde;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowTest {
  private static final HalfLife QUARTER = new HalfLife(Duration.ofDays(90));
  private static final long TIME = Instant.parse("2026-05-01T12:00:00Z").toEpochMilli();
  private static final int WIDE = 1_000;

  private record Step(String successor, double weight, long time) {}

  private static Row row(List<Step> steps) {
    RowChange change = new RowChange();
    for (Step step : steps) {
      change.add(
          new ItemId(step.successor()),
          DecayedSum.of(QUARTER, step.time(), step.weight()),
          step.time());
    }
    return change.toRow(WIDE);
  }

  private static Row row(Step... steps) {
    return row(List.of(steps));
  }

  private static List<Step> random(long seed, int size, boolean negative) {
    Random random = new Random(seed);
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      double weight = 1.0 / (1 + random.nextInt(10));
      steps.add(
          new Step(
              "i" + random.nextInt(30),
              negative && random.nextInt(4) == 0 ? -weight : weight,
              TIME - random.nextInt((int) Duration.ofDays(20).toMillis())));
    }
    return steps;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void however_steps_are_grouped_the_row_is_the_same(long seed) {
    List<Step> steps = random(seed, 300, true);
    Row expected = row(steps);
    Random random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      Collections.shuffle(steps, random);
      Row sum = Row.EMPTY;
      for (int at = 0; at < steps.size(); ) {
        int end = Math.min(steps.size(), at + 1 + random.nextInt(60));
        Row change = row(steps.subList(at, end));
        sum = random.nextBoolean() ? sum.plus(change, WIDE) : change.plus(sum, WIDE);
        at = end;
      }
      assertThat(sum.plus(Row.EMPTY, WIDE)).isEqualTo(expected.plus(Row.EMPTY, WIDE));
    }
  }

  @Test
  void what_is_taken_back_leaves_the_row() {
    Row there = row(new Step("a", 1, TIME), new Step("b", 0.5, TIME));
    Row back = row(new Step("b", -0.5, TIME));
    assertThat(there.plus(back, WIDE)).isEqualTo(row(new Step("a", 1, TIME)));
  }

  @Test
  void the_most_probable_come_first_and_equals_by_id() {
    Row row =
        row(
            new Step("b", 1, TIME),
            new Step("c", 2, TIME),
            new Step("a", 1, TIME),
            new Step("d", 4, TIME));

    assertThat(row.head(3, QUARTER).neighbours())
        .containsExactly(
            new Neighbour(new ItemId("d"), 0.5),
            new Neighbour(new ItemId("c"), 0.25),
            new Neighbour(new ItemId("a"), 0.125));
  }

  @Test
  void the_support_is_the_weight_at_the_latest_step_wherever_the_landmark_lies() {
    for (int days = 0; days < 4_000; days += 97) {
      long time = TIME - Duration.ofDays(days).toMillis();
      long before = time - QUARTER.seconds() * 1_000;
      Row row = row(new Step("a", 1, time), new Step("b", 1, before));
      assertThat(row.head(10, QUARTER).support()).isCloseTo(1.5, within(0.001));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
  void probabilities_are_positive_and_add_up_to_1_at_most(long seed) {
    Neighbours head = row(random(seed, 60, true)).head(WIDE, QUARTER);
    assertThat(head.neighbours()).allSatisfy(one -> assertThat(one.probability()).isPositive());
    assertThat(head.neighbours().stream().mapToDouble(Neighbour::probability).sum())
        .isLessThanOrEqualTo(1 + 1e-9);
    assertThat(head.neighbours())
        .isSortedAccordingTo(Comparator.comparingDouble(one -> -one.probability()));
  }

  @Test
  void rows_that_would_be_published_alike_have_the_same_sketch() {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      steps.add(new Step("i" + i, 1 + i, TIME));
    }
    Row row = row(steps);
    int sketch = row.sketch(20, QUARTER);

    assertThat(row.plus(row(new Step("i39", 0.01, TIME)), WIDE).sketch(20, QUARTER))
        .as("hardly heavier")
        .isEqualTo(sketch);
    assertThat(row.plus(row(new Step("below", 0.01, TIME)), WIDE).sketch(20, QUARTER))
        .as("another one below the head")
        .isEqualTo(sketch);
    assertThat(row.plus(row(new Step("i30", 40, TIME)), WIDE).sketch(20, QUARTER))
        .as("twice as heavy")
        .isNotEqualTo(sketch);
    assertThat(row.plus(row(new Step("new", 30, TIME)), WIDE).sketch(20, QUARTER))
        .as("another one in the head")
        .isNotEqualTo(sketch);
    assertThat(row.plus(row, WIDE).sketch(20, QUARTER))
        .as("twice the evidence")
        .isNotEqualTo(sketch);
    assertThat(Row.EMPTY.sketch(20, QUARTER)).isZero();
  }

  @Test
  void a_row_of_nothing_or_less_has_no_head() {
    assertThat(Row.EMPTY.head(10, QUARTER)).isEqualTo(Neighbours.NONE);
    assertThat(row(new Step("a", -1, TIME)).head(10, QUARTER)).isEqualTo(Neighbours.NONE);
  }

  @Test
  void a_full_row_forgets_its_lightest_and_keeps_their_weight_in_the_total() {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < 13; i++) {
      steps.add(new Step("i%02d".formatted(i), i + 1, TIME));
    }
    Row full = row(steps.subList(0, 12)).plus(row(steps.subList(12, 13)), 10);

    assertThat(full.size()).isEqualTo(10);
    assertThat(full.weights().keySet().iterator().next()).isEqualTo(new ItemId("i03"));
    assertThat(full.head(1, QUARTER).neighbours().get(0).probability())
        .isCloseTo(13 / 91.0, within(1e-4));
    assertThat(row(steps.subList(0, 12)).plus(Row.EMPTY, 10).size()).isEqualTo(12);
  }

  @Test
  void a_change_is_no_larger_than_a_row_may_be() {
    RowChange change = new RowChange();
    for (int i = 0; i < 100_000; i++) {
      change.add(new ItemId("i" + i), DecayedSum.of(QUARTER, TIME, 1), TIME);
    }
    Row row = change.toRow(200);
    assertThat(row.size()).isEqualTo(200);
    assertThat(row.head(1, QUARTER).support()).isCloseTo(100_000, within(1.0));
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void a_row_is_read_as_it_was_written(long seed) {
    StateSerde<Row> serde = new StateSerde<>(new RowFormat(QUARTER));
    for (int size : new int[] {0, 1, 7, 300}) {
      Row row = row(random(seed, size, true));
      byte[] bytes = serde.serializer().serialize("t", row);
      assertThat(serde.deserializer().deserialize("t", bytes)).isEqualTo(row);
    }
  }

  @Test
  void a_row_stored_under_another_half_life_keeps_its_worth_and_goes_on_ageing() {
    HalfLife week = new HalfLife(Duration.ofDays(7));
    Row row = row(new Step("a", 3, TIME), new Step("b", 1, TIME));
    byte[] bytes = new StateSerde<>(new RowFormat(QUARTER)).serializer().serialize("t", row);

    Row read = new StateSerde<>(new RowFormat(week)).deserializer().deserialize("t", bytes);

    assertThat(read.head(10, week).support()).isCloseTo(4, within(0.001));
    assertThat(read.head(10, week).neighbours().get(0).probability())
        .isCloseTo(0.75, within(0.001));
    long later = TIME + Duration.ofDays(7).toMillis();
    RowChange change = new RowChange();
    change.add(new ItemId("c"), DecayedSum.of(week, later, 1), later);
    assertThat(read.plus(change.toRow(WIDE), WIDE).head(10, week).support())
        .isCloseTo(3, within(0.001));
  }

  @Test
  void another_layout_is_refused() {
    StateSerde<Row> serde = new StateSerde<>(new RowFormat(QUARTER));
    byte[] bytes = serde.serializer().serialize("t", row(new Step("a", 1, TIME)));
    bytes[0] = 7;
    assertThatThrownBy(() -> serde.deserializer().deserialize("t", bytes))
        .isInstanceOf(IncompatibleStateException.class)
        .hasMessageContaining("a stored co-occurrence row has layout version 7");
    byte[] cut = Arrays.copyOf(serde.serializer().serialize("t", row(new Step("a", 1, TIME))), 9);
    assertThatThrownBy(() -> serde.deserializer().deserialize("t", cut))
        .isInstanceOf(SerializationException.class)
        .hasMessage("a stored co-occurrence row is corrupt");
  }

  @Test
  void a_head_is_read_as_it_was_written() {
    StateSerde<Neighbours> serde = new StateSerde<>(new NeighboursFormat());
    for (int size : new int[] {0, 1, 100}) {
      List<Neighbour> neighbours = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        neighbours.add(new Neighbour(new ItemId("ü" + i), 1.0 / (i + 2)));
      }
      Neighbours head = new Neighbours(size * 1.5, neighbours);
      Neighbours read =
          serde.deserializer().deserialize("t", serde.serializer().serialize("t", head));
      assertThat(read.support()).isEqualTo(head.support());
      assertThat(read.neighbours()).hasSize(size);
      for (int i = 0; i < size; i++) {
        assertThat(read.neighbours().get(i).item()).isEqualTo(neighbours.get(i).item());
        assertThat(read.neighbours().get(i).probability())
            .isCloseTo(neighbours.get(i).probability(), within(1e-6));
      }
    }
    byte[] other = serde.serializer().serialize("t", Neighbours.NONE);
    other[0] = 9;
    assertThatThrownBy(() -> serde.deserializer().deserialize("t", other))
        .isInstanceOf(IncompatibleStateException.class)
        .hasMessageContaining("layout version 9");
  }

  /** Found by fuzzing: it said that it held more successors than there is memory. */
  @Test
  void a_row_that_holds_fewer_successors_than_it_says_is_refused() {
    StateSerde<Row> serde = new StateSerde<>(new RowFormat(QUARTER));
    byte[] stored = Base64.getDecoder().decode("Atwj3Cx23Nws3NzcLAA=");

    assertThatThrownBy(() -> serde.deserializer().deserialize("t", stored))
        .isInstanceOf(SerializationException.class);
  }
}
