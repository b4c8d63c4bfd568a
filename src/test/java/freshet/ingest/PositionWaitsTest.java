package freshet.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.event.LogPosition;
import freshet.topology.RecommenderRig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PositionWaitsTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(20);

  private final ProcessedPositions processed = new ProcessedPositions(4);
  private final AtomicInteger questions = new AtomicInteger();
  private volatile CompletableFuture<Map<Integer, Long>> committed =
      CompletableFuture.completedFuture(Map.of());
  private final PositionWaits waits =
      new PositionWaits(
          processed,
          () -> {
            questions.incrementAndGet();
            return committed;
          },
          2);

  @AfterEach
  void close() {
    waits.close();
  }

  private CompletableFuture<Boolean> await(Duration limit, LogPosition... positions) {
    return waits.await(List.of(positions), limit);
  }

  private static boolean get(CompletableFuture<Boolean> reached) throws Exception {
    return reached.get(30, TimeUnit.SECONDS);
  }

  @Test
  void what_has_been_processed_is_not_waited_for() {
    processed.reached(1, 7);
    assertThat(await(LONG, new LogPosition(1, 7))).isCompletedWithValue(true);
    assertThat(await(LONG, new LogPosition(1, 6))).isCompletedWithValue(true);
    assertThat(await(LONG)).isCompletedWithValue(true);
    assertThat(questions).hasValue(0);
  }

  @Test
  void it_is_waited_until_all_have_been_processed() throws Exception {
    processed.reached(0, 1);
    processed.reached(1, 1);
    CompletableFuture<Boolean> both = await(LONG, new LogPosition(0, 2), new LogPosition(1, 3));
    processed.reached(0, 2);
    CompletableFuture<Boolean> first = await(LONG, new LogPosition(0, 3));
    processed.reached(0, 3);
    assertThat(get(first)).isTrue();
    assertThat(both).isNotDone();
    processed.reached(1, 3);
    assertThat(get(both)).isTrue();
  }

  @Test
  void nobody_waits_for_ever() throws Exception {
    processed.reached(0, 1);
    assertThat(get(await(SHORT, new LogPosition(0, 2)))).isFalse();
  }

  @Test
  void more_than_may_wait_are_answered_at_once_and_the_place_is_given_back() throws Exception {
    processed.reached(0, 1);
    CompletableFuture<Boolean> one = await(LONG, new LogPosition(0, 2));
    CompletableFuture<Boolean> two = await(LONG, new LogPosition(0, 2));
    assertThat(await(LONG, new LogPosition(0, 2))).isCompletedWithValue(false);
    processed.reached(0, 2);
    assertThat(get(one) && get(two)).isTrue();
    CompletableFuture<Boolean> next = await(LONG, new LogPosition(0, 3));
    assertThat(next).isNotDone();
    processed.reached(0, 3);
    assertThat(get(next)).isTrue();
  }

  @Test
  void where_nothing_was_processed_since_the_start_what_was_committed_counts() throws Exception {
    committed = CompletableFuture.completedFuture(Map.of(2, 5L));
    assertThat(get(await(LONG, new LogPosition(2, 4)))).isTrue();
    assertThat(get(await(SHORT, new LogPosition(2, 5)))).isFalse();
  }

  @Test
  void what_was_processed_of_a_partition_that_has_left_counts_no_longer() throws Exception {
    processed.reached(2, 9);
    processed.left(2);
    assertThat(get(await(SHORT, new LogPosition(2, 9)))).isFalse();
  }

  @Test
  void kafka_may_fail_to_say_what_was_committed_and_is_asked_again() throws Exception {
    committed = CompletableFuture.failedFuture(new IllegalStateException("away"));
    CompletableFuture<Boolean> reached = await(LONG, new LogPosition(2, 4));
    Awaitility.await().until(() -> questions.get() > 0);
    assertThat(reached).isNotDone();
    committed = CompletableFuture.completedFuture(Map.of(2, 5L));
    assertThat(get(reached)).isTrue();
  }

  @Test
  void a_partition_that_the_topic_does_not_have_is_never_reached() throws Exception {
    assertThat(get(await(SHORT, new LogPosition(99, 0)))).isFalse();
  }

  @Test
  void who_waits_is_let_go_when_freshet_stops() {
    processed.reached(0, 1);
    CompletableFuture<Boolean> waiting = await(LONG, new LogPosition(0, 2));
    waits.close();
    Awaitility.await().until(waiting::isDone);
    assertThat(waiting).isCompletedWithValue(false);
  }

  @Test
  void every_record_moves_the_position_also_one_that_is_refused(@TempDir Path directory) {
    try (RecommenderRig rig = new RecommenderRig(directory)) {
      assertThat(rig.processed().of(0)).isEqualTo(ProcessedPositions.NONE);
      rig.send(rig.event("ann", "a", "view", 1));
      assertThat(rig.processed().of(0)).isZero();
      rig.sendBytes("interactions", "ann", new byte[] {1}, RecommenderRig.START);
      rig.erase("ann", "e", 3);
      assertThat(rig.processed().of(0)).isEqualTo(2);
    }
  }
}
