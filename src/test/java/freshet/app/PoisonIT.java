package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import freshet.stream.DeadLetter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Records that nobody can read, in every topic that others can write to. */
@Timeout(180)
class PoisonIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  private static final Set<String> WITHOUT_KEYS = Set.of("interactions", "slates", "retrain");

  @TempDir private Path dataDirectory;

  @Test
  void poison_in_every_topic_stops_nothing_neither_when_it_comes_nor_at_the_next_start()
      throws Exception {
    try (RunningFreshet freshet = RunningFreshet.start(dataDirectory)) {
      freshet.http().interact("a", "ada", "view", "first");
      await("it is counted").atMost(SOON).until(() -> history(freshet) == 1);

      List<String> poisoned = poison(freshet.bootstrapServers());

      assertThat(poisoned)
          .contains(
              "_schemas", "interactions", "items", "slates", "erasures", "trending", "neighbours")
          .contains("mixtures", "engagement", "models", "retrain", "freshet-transfers")
          .anyMatch(topic -> topic.endsWith("-repartition"));
      freshet.http().interact("b", "ada", "view", "second");
      await("what comes after it is counted").atMost(SOON).until(() -> history(freshet) == 2);
      await("four records of each partition of interactions are set aside, at least")
          .atMost(SOON)
          .until(
              () ->
                  freshet.topics().all("interactions-dead-letters").stream()
                          .filter(letter -> letter.headers().lastHeader(DeadLetter.REASON) != null)
                          .count()
                      >= 16);
      assertServes(freshet);
    }
    try (RunningFreshet freshet = RunningFreshet.start(dataDirectory)) {
      freshet.http().interact("c", "ada", "view", "third");
      await("and after a restart").atMost(SOON).until(() -> history(freshet) == 3);
      assertServes(freshet);
      StateTopics state = new StateTopics(freshet.topics()::table);
      await("each of the three is counted, and nothing else")
          .atMost(SOON)
          .until(() -> state.countedEvents() == 3);
    }
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> poison)
      throws Exception {
    producer.send(poison).get(20, TimeUnit.SECONDS);
  }

  private static int history(RunningFreshet freshet) throws IOException {
    return freshet.http().get("/v1/users/ada/profile").body().path("history").size();
  }

  private static void assertServes(RunningFreshet freshet) throws IOException {
    HttpCaller.Answer ready = freshet.http().get("/health/ready");
    assertThat(ready.status()).as(ready.toString()).isEqualTo(200);
    assertThat(freshet.http().slate("somebody", 2).path("degraded").asBoolean()).isFalse();
    assertThat(freshet.http().items("somebody", 2)).contains("first");
  }

  /**
   * Writes to all topics but changelogs, which nobody but the stream may touch: with a key and
   * without one, bytes that look like Avro with a schema nobody knows, and bytes that look like
   * nothing.
   */
  private static List<String> poison(String bootstrapServers) throws Exception {
    Random random = new Random(1);
    byte[] nonsense = new byte[100];
    random.nextBytes(nonsense);
    nonsense[0] = 1;
    byte[] unknownSchema = {0, 0x7f, 0x7f, 0x7f, 0x7f, 1, 2, 3};
    byte[] key = "poison".getBytes(StandardCharsets.UTF_8);
    Map<String, Object> client = Map.of("bootstrap.servers", bootstrapServers);
    try (Admin admin = Admin.create(client);
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      List<String> topics =
          admin.listTopics().names().get(20, TimeUnit.SECONDS).stream()
              .filter(topic -> !topic.startsWith("__") && !topic.endsWith("-changelog"))
              .sorted()
              .toList();
      for (String topic : topics) {
        for (PartitionInfo partition : producer.partitionsFor(topic)) {
          for (byte[] value : List.of(nonsense, unknownSchema, new byte[0])) {
            send(producer, new ProducerRecord<>(topic, partition.partition(), key, value));
          }
          // Kafka itself takes no record without a key where only the last of each key is kept.
          if (WITHOUT_KEYS.contains(topic)) {
            send(producer, new ProducerRecord<>(topic, partition.partition(), null, nonsense));
          }
        }
      }
      return topics;
    }
  }
}
