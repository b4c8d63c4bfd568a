package freshet.model.release.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import freshet.avro.RetrainRecord;
import freshet.model.release.InMemoryKafka;
import freshet.model.release.Release;
import freshet.model.release.retrain.RetrainRequest.Reason;
import freshet.model.release.retrain.RetrainRequest.Wishes;
import freshet.stream.Topic;
import freshet.stream.TopicWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RetrainerTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final TopicPartition PARTITION = new TopicPartition("retrain", 0);

  private final InMemoryKafka kafka = new InMemoryKafka();
  private final TopicWriter writer = kafka.writer();
  private final Topic<String, RetrainRecord> topic =
      RetrainTopic.topic("", kafka.serdes().of(RetrainRecord.class));
  private final RetrainLog log =
      new RetrainLog(writer, topic, "1", Clock.fixed(NOW, ZoneOffset.UTC));
  private final InMemoryKafka.Reader member = new InMemoryKafka.Reader(kafka);
  private final List<RetrainRequest> trained = new CopyOnWriteArrayList<>();
  private final AtomicInteger interrupted = new AtomicInteger();
  private final Semaphore ends = new Semaphore(0);
  private final List<String> poison = new CopyOnWriteArrayList<>();
  private final List<Release> past = new CopyOnWriteArrayList<>();
  private Retrainer retrainer;

  @AfterEach
  void stop() {
    retrainer.close();
  }

  private void start(Schedule schedule) {
    own();
    retrainer =
        new Retrainer(
            topic,
            "interactions",
            member,
            (request, interactions) -> {
              trained.add(request);
              try {
                ends.acquire();
              } catch (InterruptedException e) {
                interrupted.incrementAndGet();
                throw e;
              }
            },
            new Retrainer.Clockwork(
                schedule,
                () -> List.copyOf(past),
                () -> true,
                log,
                Clock.fixed(NOW, ZoneOffset.UTC)),
            (key, letter) -> poison.add(key));
    retrainer.start();
  }

  private void start() {
    start(new Schedule(Optional.empty(), 0));
  }

  private void own() {
    member.schedulePollTask(
        () -> {
          member.updateBeginningOffsets(Map.of(PARTITION, 0L));
          member.rebalance(List.of(PARTITION));
        });
  }

  private String ask(Wishes wishes) {
    return log.ask(Reason.API, wishes).join();
  }

  private static Wishes wishes(int days, int epochs) {
    return new Wishes(
        days > 0 ? OptionalInt.of(days) : OptionalInt.empty(),
        epochs > 0 ? OptionalInt.of(epochs) : OptionalInt.empty(),
        OptionalLong.empty());
  }

  private void awaitTrained(int count) {
    await().atMost(SOON).untilAsserted(() -> assertThat(trained).hasSize(count));
  }

  private void awaitCommitted(long offset) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(member.committed(Set.of(PARTITION)))
                    .containsEntry(PARTITION, new OffsetAndMetadata(offset)));
  }

  @Test
  void a_request_is_done_with_when_its_training_is_over_and_not_before() {
    start();
    String id = ask(Wishes.NONE);
    awaitTrained(1);
    assertThat(trained.get(0).ids()).containsExactly(id);
    assertThat(retrainer.isTraining()).isTrue();
    assertThat(member.committed(Set.of(PARTITION)).get(PARTITION)).isNull();

    ends.release();

    awaitCommitted(1);
    await().atMost(SOON).until(() -> !retrainer.isTraining());
  }

  @Test
  void requests_that_wait_become_one_and_the_later_wish_counts() {
    String first = ask(wishes(7, 0));
    String second = ask(wishes(0, 5));
    String third = ask(wishes(30, 0));

    start();

    awaitTrained(1);
    assertThat(trained.get(0).ids()).containsExactly(first, second, third);
    assertThat(trained.get(0).wishes()).isEqualTo(wishes(30, 5));
    ends.release();
    awaitCommitted(3);
    assertThat(trained).hasSize(1);
  }

  @Test
  void requests_that_come_while_one_runs_are_the_next_training() {
    start();
    ask(Wishes.NONE);
    awaitTrained(1);
    String second = ask(Wishes.NONE);
    String third = ask(Wishes.NONE);

    ends.release();

    awaitTrained(2);
    assertThat(trained.get(1).ids()).containsExactly(second, third);
    ends.release();
    awaitCommitted(3);
  }

  @Test
  void a_record_that_makes_no_sense_is_set_aside_and_done_with() {
    kafka.append("retrain", "noise".getBytes(StandardCharsets.UTF_8), new byte[] {9, 9});
    RetrainRecord impossible =
        RetrainRecord.newBuilder().setId("x").setRequested(NOW).setDays(-3).build();
    writer.append(topic, "x", impossible).join();

    start();

    awaitCommitted(2);
    assertThat(poison).containsExactly("noise", "x");
    assertThat(trained).isEmpty();
  }

  @Test
  void a_training_is_ended_when_the_partition_is_taken_away_and_begun_again_when_it_is_back() {
    start();
    String id = ask(Wishes.NONE);
    awaitTrained(1);

    member.schedulePollTask(() -> member.rebalance(List.of()));
    await().atMost(SOON).until(() -> interrupted.get() == 1);
    own();

    awaitTrained(2);
    assertThat(trained.get(1).ids()).containsExactly(id);
    ends.release();
    awaitCommitted(1);
  }

  @Test
  void closing_ends_the_training_and_leaves_the_request_for_others() {
    start();
    ask(Wishes.NONE);
    awaitTrained(1);

    retrainer.close();

    assertThat(interrupted).hasValue(1);
    assertThat(member.closed()).isTrue();
  }

  @Test
  void when_it_is_time_a_model_is_asked_for_like_by_anybody() {
    past.add(Release.begun("v1", NOW.minusSeconds(7_200), "1", List.of(), 0).failed("no"));

    start(new Schedule(Optional.of(Duration.ofHours(1)), 0));

    awaitTrained(1);
    assertThat(trained.get(0).reason()).isEqualTo(Reason.SCHEDULE);
    assertThat(kafka.records("retrain")).hasSize(1);
  }

  @Test
  void enough_new_interactions_ask_for_a_model() {
    past.add(Release.begun("v1", NOW, "1", List.of(), 2).failed("no"));
    for (int i = 0; i < 12; i++) {
      kafka.append("interactions", new byte[] {1}, new byte[] {1});
    }

    start(new Schedule(Optional.empty(), 10));

    awaitTrained(1);
    assertThat(trained.get(0).reason()).isEqualTo(Reason.COUNT);
  }
}
