package freshet.cooccurrence;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.decay.DecayedSum;
import freshet.decay.HalfLife;
import freshet.event.ItemId;
import freshet.query.StateAnswer;
import freshet.recommend.Neighbourhood.Neighbour;
import freshet.recommend.Neighbourhood.Neighbours;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NeighboursReaderTest {
  private static final ItemId ITEM = new ItemId("a");
  private static final HalfLife DAY = new HalfLife(Duration.ofDays(1));
  private static final CooccurrenceSettings SETTINGS =
      new CooccurrenceSettings(10, DAY, 1, Duration.ofSeconds(1));
  private static final Neighbours PUBLISHED =
      new Neighbours(3, List.of(new Neighbour(new ItemId("p"), 0.5)));

  private static Neighbours read(StateAnswer<Row> row, StateAnswer<Neighbours> head) {
    return read(row, new StateAnswer.Absent<>(), head);
  }

  private static Neighbours read(
      StateAnswer<Row> settled, StateAnswer<Row> recent, StateAnswer<Neighbours> head) {
    return new NeighboursReader(
            key -> settled, key -> recent, key -> head, SETTINGS, new FreshHeads())
        .of(ITEM);
  }

  @Test
  void the_row_itself_is_read_where_it_lives() {
    RowChange change = new RowChange();
    change.add(new ItemId("b"), DecayedSum.of(DAY, 0, 3), 0);
    change.add(new ItemId("c"), DecayedSum.of(DAY, 0, 1), 0);

    Neighbours own =
        read(new StateAnswer.Found<>(change.toRow(10)), new StateAnswer.Found<>(PUBLISHED));

    assertThat(own.neighbours()).containsExactly(new Neighbour(new ItemId("b"), 0.75));
    assertThat(own.support()).isEqualTo(4);
  }

  @Test
  void what_was_added_since_the_row_was_settled_counts() {
    RowChange settled = new RowChange();
    settled.add(new ItemId("b"), DecayedSum.of(DAY, 0, 1), 0);
    RowChange recent = new RowChange();
    recent.add(new ItemId("c"), DecayedSum.of(DAY, 0, 3), 0);

    Neighbours own =
        read(
            new StateAnswer.Found<>(settled.toRow(10)),
            new StateAnswer.Found<>(recent.toRow(10)),
            new StateAnswer.Found<>(PUBLISHED));

    assertThat(own.neighbours()).containsExactly(new Neighbour(new ItemId("c"), 0.75));
    assertThat(own.support()).isEqualTo(4);
  }

  @Test
  void a_part_that_cannot_be_read_is_not_taken_for_nothing() {
    assertThat(
            read(
                new StateAnswer.Restoring<>("why"),
                new StateAnswer.Absent<>(),
                new StateAnswer.Found<>(PUBLISHED)))
        .isEqualTo(PUBLISHED);
  }

  @Test
  void a_row_that_surely_is_not_there_has_no_neighbours() {
    assertThat(read(new StateAnswer.Absent<>(), new StateAnswer.Found<>(PUBLISHED)))
        .isEqualTo(Neighbours.NONE);
  }

  @Test
  void a_head_is_read_again_only_when_its_row_has_changed() {
    AtomicInteger reads = new AtomicInteger();
    FreshHeads fresh = new FreshHeads();
    NeighboursReader reader =
        new NeighboursReader(
            key -> {
              reads.incrementAndGet();
              return new StateAnswer.Absent<>();
            },
            key -> new StateAnswer.Absent<>(),
            key -> new StateAnswer.Absent<>(),
            SETTINGS,
            fresh);
    reader.of(ITEM);
    reader.of(ITEM);
    assertThat(reads).hasValue(1);

    fresh.changed(ITEM);
    reader.of(ITEM);
    assertThat(reads).hasValue(2);
  }

  @Test
  void a_head_that_is_read_while_its_row_changes_is_not_kept() throws Exception {
    FreshHeads fresh = new FreshHeads();
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch changing = new CountDownLatch(1);
    FutureTask<Optional<Neighbours>> slow =
        new FutureTask<>(
            () ->
                fresh.of(
                    ITEM,
                    item -> {
                      reading.countDown();
                      await(changing);
                      return Neighbours.NONE;
                    }));
    new Thread(slow).start();
    await(reading);
    FutureTask<Void> change =
        new FutureTask<>(
            () -> {
              changing.countDown();
              fresh.changed(ITEM);
              return null;
            });
    new Thread(change).start();
    change.get(10, TimeUnit.SECONDS);
    slow.get(10, TimeUnit.SECONDS);

    assertThat(fresh.of(ITEM, item -> PUBLISHED)).contains(PUBLISHED);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void the_published_head_is_read_for_rows_that_live_elsewhere_or_are_restoring() {
    assertThat(read(new StateAnswer.Elsewhere<>("h", 1), new StateAnswer.Found<>(PUBLISHED)))
        .isEqualTo(PUBLISHED);
    assertThat(read(new StateAnswer.Restoring<>("why"), new StateAnswer.Found<>(PUBLISHED)))
        .isEqualTo(PUBLISHED);
    assertThat(read(new StateAnswer.Restoring<>("why"), new StateAnswer.Restoring<>("why")))
        .isEqualTo(Neighbours.NONE);
  }
}
