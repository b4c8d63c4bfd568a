package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freshet.broker.BrokerSettings;
import freshet.broker.EmbeddedBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A start that cannot succeed says why in one sentence, and leaves nothing running. */
@Timeout(60)
class StartIT {
  @TempDir private Path dataDirectory;

  @Test
  void an_http_port_in_use_is_one_sentence_and_everything_else_is_given_back() throws IOException {
    assertPortIsNamed("http.port", "--port");
  }

  @Test
  void a_kafka_port_in_use_is_one_sentence() throws IOException {
    assertPortIsNamed("kafka.port", "--kafka-port");
  }

  @Test
  void a_registry_port_in_use_is_one_sentence_and_everything_else_is_given_back()
      throws IOException {
    assertPortIsNamed("schema.registry.port", "--registry-port");
  }

  @Test
  void a_serde_that_is_not_there_names_the_profile_that_brings_it() {
    assertThatThrownBy(
            () ->
                start(
                    Map.of(
                        "serde.class", "io.confluent.kafka.streams.serdes.avro.SpecificAvroSerde")))
        .hasMessageContaining(
            "serde.class io.confluent.kafka.streams.serdes.avro.SpecificAvroSerde")
        .hasMessageContaining("-Pconfluent")
        .satisfies(StartIT::isOneForeseenSentence);
  }

  @Test
  void brokers_that_do_not_answer_are_one_sentence_within_the_limit() {
    long began = System.nanoTime();

    assertThatThrownBy(
            () ->
                start(
                    Map.of(
                        "kafka.bootstrap.servers", "127.0.0.1:1",
                        "kafka.start-limit", "2s",
                        "schema.registry.url", "http://127.0.0.1:2")))
        .hasMessageContaining("Kafka did not answer within 2 s; check kafka.bootstrap.servers")
        .satisfies(StartIT::isOneForeseenSentence);

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
  }

  @Test
  void brokers_that_cannot_be_found_are_one_sentence() {
    assertThatThrownBy(() -> start(Map.of("kafka.bootstrap.servers", "no-such-host.invalid:9092")))
        .hasMessageContaining("check kafka.bootstrap.servers")
        .satisfies(StartIT::isOneForeseenSentence);
  }

  @Test
  void a_second_instance_on_the_same_data_is_refused() {
    try (RunningFreshet first = RunningFreshet.start(dataDirectory)) {
      assertThat(first.url()).isNotEmpty();
      assertThatThrownBy(() -> start(Map.of()))
          .hasMessageContaining("in use by another running Freshet")
          .hasMessageContaining("--data-dir")
          .satisfies(StartIT::isOneForeseenSentence);
    }
  }

  private void assertPortIsNamed(String setting, String option) throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> start(Map.of(setting, taken.getLocalPort())))
          .hasMessageContaining(String.valueOf(taken.getLocalPort()))
          .hasMessageContaining("another")
          .hasMessageContaining(option)
          .satisfies(StartIT::isOneForeseenSentence);
    }
    // The broker's directory can be opened again: its lock was given back, so it has ended.
    EmbeddedBroker.start(BrokerSettings.in(dataDirectory.resolve("kafka")).withPort(0)).close();
  }

  private void start(Map<String, ?> changed) {
    Application.start(RunningFreshet.settings(dataDirectory, changed), Clock.systemUTC()).close();
  }

  private static void isOneForeseenSentence(Throwable error) {
    assertThat(error.getMessage()).doesNotContain("\n").doesNotContain("Exception");
    assertThat(Main.isForeseen(error)).isTrue();
  }
}
