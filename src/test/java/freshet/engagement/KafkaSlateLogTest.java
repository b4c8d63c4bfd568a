package freshet.engagement;

import static freshet.engagement.Shows.slate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import freshet.avro.SlateRecord;
import freshet.event.UserId;
import freshet.registry.EmbeddedRegistry;
import freshet.registry.InMemorySchemaLog;
import freshet.registry.LocalRegistry;
import freshet.registry.ValueSerdes;
import freshet.stream.Topic;
import freshet.stream.TopicWriter;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KafkaSlateLogTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final Topic<UserId, SlateRecord> topic =
      SlatesTopic.topic(
          "",
          ValueSerdes.from(
                  Map.of("auto.register.schemas", true),
                  new LocalRegistry(new EmbeddedRegistry(new InMemorySchemaLog())))
              .of(SlateRecord.class));

  private static MockProducer<byte[], byte[]> producer(boolean confirms) {
    return new MockProducer<>(confirms, null, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private KafkaSlateLog log(MockProducer<byte[], byte[]> producer, double share) {
    return new KafkaSlateLog(new TopicWriter(producer), topic, share);
  }

  @Test
  void slates_are_written_under_their_user() {
    MockProducer<byte[], byte[]> producer = producer(true);
    try (KafkaSlateLog log = log(producer, 1)) {
      log.start();
      log.note(slate("s", 0, "a", "b"));
      await().atMost(SOON).until(() -> log.noted() == 1);
    }

    assertThat(producer.history()).hasSize(1);
    assertThat(new String(producer.history().get(0).key(), java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo("ann");
    SlateRecord written =
        topic.values().deserializer().deserialize(topic.name(), producer.history().get(0).value());
    assertThat(SlatesTopic.fromRecord(written)).isEqualTo(slate("s", 0, "a", "b"));
  }

  @Test
  void while_nobody_writes_no_more_is_kept_than_there_is_room_for_and_nobody_waits() {
    KafkaSlateLog log = log(producer(true), 1);

    for (int i = 0; i < KafkaSlateLog.WAITING + 7; i++) {
      log.note(slate("s" + i, i, "a"));
    }

    assertThat(log.leftOut()).isEqualTo(7);
    log.start();
    log.close();
    assertThat(log.noted()).as("what waits at the close is written").isPositive();
  }

  @Test
  void while_kafka_confirms_nothing_no_more_is_sent_than_may_be_unconfirmed() {
    MockProducer<byte[], byte[]> producer = producer(false);
    try (KafkaSlateLog log = log(producer, 1)) {
      log.start();
      for (int i = 0; i < KafkaSlateLog.UNCONFIRMED; i++) {
        log.note(slate("s" + i, i, "a"));
        int sent = i;
        if (i % 1_000 == 0) {
          await().atMost(SOON).until(() -> producer.history().size() > sent);
        }
      }
      await().atMost(SOON).until(() -> producer.history().size() == KafkaSlateLog.UNCONFIRMED);

      log.note(slate("one more", 1, "a"));
      await().atMost(SOON).until(() -> log.leftOut() == 1);

      assertThat(producer.errorNext(new TimeoutException("no leader"))).isTrue();
      assertThat(log.leftOut()).isEqualTo(2);
      assertThat(producer.completeNext()).isTrue();
      log.note(slate("there is room", 1, "a"));
      await().atMost(SOON).until(() -> producer.history().size() > KafkaSlateLog.UNCONFIRMED);
    }
  }

  @Test
  void the_users_whose_slates_are_noted_are_always_the_same() {
    KafkaSlateLog few = log(producer(true), 0.2);
    KafkaSlateLog none = log(producer(true), 0);
    KafkaSlateLog all = log(producer(true), 1);
    int noted = 0;
    for (int i = 0; i < 5_000; i++) {
      UserId user = new UserId("user-" + i);
      assertThat(all.wants(user)).isTrue();
      assertThat(none.wants(user)).isFalse();
      assertThat(few.wants(user)).isEqualTo(few.wants(user));
      noted += few.wants(user) ? 1 : 0;
    }
    assertThat(noted / 5_000.0).isCloseTo(0.2, within(0.03));
    assertThat(IntStream.range(0, 5_000).filter(i -> few.wants(new UserId("user-" + i))).count())
        .isEqualTo(noted);
  }
}
