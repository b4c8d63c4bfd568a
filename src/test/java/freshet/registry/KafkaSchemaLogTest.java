package freshet.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freshet.broker.BrokerSettings;
import freshet.broker.EmbeddedBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The embedded registry on a real topic of a real broker. */
class KafkaSchemaLogTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @TempDir static Path directory;
  private static EmbeddedBroker broker;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(BrokerSettings.in(directory).withPort(0));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", broker.bootstrapServers());
  }

  private static EmbeddedRegistry open(TestInfo test) {
    return new EmbeddedRegistry(new KafkaSchemaLog(kafka(), topic(test), TIMEOUT));
  }

  private static String topic(TestInfo test) {
    return test.getTestMethod().orElseThrow().getName();
  }

  private static String record(String field) {
    return "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"%s\",\"type\":\"int\",\"default\":0}]}"
        .formatted(field);
  }

  @Test
  void the_topic_is_made_and_is_compacted(TestInfo test) throws Exception {
    open(test).close();

    try (Admin admin = Admin.create(kafka())) {
      ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic(test));
      assertThat(
              admin
                  .describeConfigs(List.of(resource))
                  .all()
                  .get(10, TimeUnit.SECONDS)
                  .get(resource)
                  .get("cleanup.policy")
                  .value())
          .isEqualTo("compact");
    }
  }

  @Test
  void a_topic_that_would_lose_schemas_is_refused(TestInfo test) throws Exception {
    try (Admin admin = Admin.create(kafka())) {
      admin
          .createTopics(List.of(new NewTopic(topic(test), 1, (short) 1)))
          .all()
          .get(10, TimeUnit.SECONDS);
    }

    assertThatThrownBy(() -> open(test))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("set it to compact");
  }

  @Test
  void a_restarted_registry_knows_everything(TestInfo test) {
    try (EmbeddedRegistry registry = open(test)) {
      assertThat(registry.register("s", record("a"))).isEqualTo(1);
      assertThat(registry.register("s", record("b"))).isEqualTo(2);
      registry.setLevel(Optional.of("s"), CompatibilityLevel.FULL);
      registry.deleteVersion("s", "1", false);
    }

    try (EmbeddedRegistry registry = open(test)) {
      assertThat(registry.schema(1)).isEqualTo(record("a"));
      assertThat(registry.versions("s", false)).hasSize(1);
      assertThat(registry.level("s")).isEqualTo(CompatibilityLevel.FULL);
      assertThat(registry.register("t", record("c"))).isEqualTo(3);
      assertThat(registry.deleteVersion("s", "1", true)).isEqualTo(1);
    }

    try (EmbeddedRegistry registry = open(test)) {
      assertThat(registry.versions("s", true)).hasSize(1);
    }
  }

  @Test
  void each_of_many_schemas_gets_the_next_id(TestInfo test) {
    try (EmbeddedRegistry registry = open(test)) {
      for (int i = 1; i <= 50; i++) {
        assertThat(registry.register("s" + i, record("f" + i))).isEqualTo(i);
      }
    }
  }

  @Test
  void two_registries_on_one_topic_take_turns_and_share_no_id(TestInfo test) {
    try (EmbeddedRegistry one = open(test);
        EmbeddedRegistry two = open(test)) {
      assertThat(one.register("s", record("a"))).isEqualTo(1);
      assertThat(two.register("t", record("b"))).isEqualTo(2);
      assertThat(one.register("u", record("c"))).isEqualTo(3);
      assertThat(one.register("u", record("d"))).isEqualTo(4);
      assertThat(two.register("t", record("a"))).isEqualTo(1);

      assertThat(one.schema(2)).isEqualTo(record("b"));
      assertThat(two.schema(4)).isEqualTo(record("d"));
      assertThat(one.subjects(false)).isEqualTo(two.subjects(false)).containsExactly("s", "t", "u");
    }
  }

  private static void write(TestInfo test, String key, String value) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(kafka(), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  topic(test),
                  key.getBytes(StandardCharsets.UTF_8),
                  value.getBytes(StandardCharsets.UTF_8)))
          .get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void what_no_registry_has_written_is_passed_over(TestInfo test) throws Exception {
    open(test).close();
    write(test, "hello", "hello");
    write(test, "{}", "{}");

    try (EmbeddedRegistry registry = open(test)) {
      assertThat(registry.register("s", record("a"))).isEqualTo(1);
    }
  }

  @Test
  void a_schema_that_cannot_be_read_is_refused_since_its_id_might_be_given_away_again(TestInfo test)
      throws Exception {
    open(test).close();
    write(test, "{\"keytype\":\"SCHEMA\",\"subject\":\"s\",\"version\":1,\"magic\":1}", "hello");

    assertThatThrownBy(() -> open(test))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("offset 0 with the key {\"keytype\":\"SCHEMA\"")
        .hasMessageContaining("write the right value under that key again");
  }

  @Test
  void a_broker_that_does_not_answer_is_reported_in_time() {
    long start = System.nanoTime();

    assertThatThrownBy(
            () ->
                new KafkaSchemaLog(
                    Map.of("bootstrap.servers", "127.0.0.1:1"), "x", Duration.ofMillis(500)))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("check that Kafka is up");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
  }
}
