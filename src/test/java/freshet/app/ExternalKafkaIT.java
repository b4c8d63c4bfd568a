package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import freshet.http.Certificate;
import freshet.registry.ApicurioServer;
import freshet.stream.TopicSpec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Freshet on a Kafka and a registry that are not its own: a broker from Kafka's jars and Apicurio,
 * each in a process of its own, both over TLS, the broker with SASL and rights: an operator makes
 * the topics, and Freshet may do what OPERATIONS.md says that it must.
 */
@Timeout(240)
class ExternalKafkaIT {
  private static final String PASSWORD = "a-secret-of-the-test";
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private static Path directory;

  private static Certificate certificate;
  private static KafkaProcess kafka;
  private static ApicurioServer registry;
  private static Path config;

  @BeforeAll
  static void start() throws Exception {
    certificate = Certificate.in(directory);
    kafka = KafkaProcess.start(directory.resolve("kafka"), certificate, PASSWORD);
    registry =
        ApicurioServer.start(
            certificate, certificate.client(), Path.of("target", "apicurio-tls.log"));
    config = directory.resolve("freshet.conf");
    Files.write(config, settings());
    Run made =
        Run.of(
            "topics",
            "create",
            "--config=" + config,
            "--set=kafka.client.sasl.jaas.config=" + KafkaProcess.operatorLogin(PASSWORD));
    assertThat(made.exit()).as(made.toString()).isZero();
    kafka.allow(Topics.specs(Settings.defaults()).stream().map(TopicSpec::name).toList());
  }

  @AfterAll
  static void stop() {
    if (registry != null) {
      registry.close();
    }
    if (kafka != null) {
      kafka.close();
    }
  }

  private static List<String> settings() {
    List<String> lines = new ArrayList<>();
    lines.add("data-dir = \"" + directory.resolve("data") + "\"");
    lines.add("kafka.bootstrap.servers = \"" + kafka.bootstrapServers() + "\"");
    kafka
        .clientSettings()
        .forEach((name, value) -> lines.add("kafka.client." + name + " = \"" + value + "\""));
    lines.add("kafka.partitions = 2");
    lines.add("kafka.start-limit = 20s");
    lines.add("schema.registry.url = \"" + registry.url() + "\"");
    lines.add("auto.register.schemas = true");
    return lines;
  }

  /** Java's own client speaks to the registry, and trusts whom Java is told to. */
  private static List<String> trusting() {
    return List.of(
        "-Djavax.net.ssl.trustStore=" + certificate.keyStore(),
        "-Djavax.net.ssl.trustStorePassword=" + certificate.password());
  }

  private static FreshetProcess freshet(String password, String command, String... options)
      throws IOException {
    Path secret =
        Files.writeString(directory.resolve(command + ".jaas"), KafkaProcess.login(password));
    List<String> line = new ArrayList<>(List.of("--config=" + config));
    line.addAll(List.of(options));
    return FreshetProcess.start(
        trusting(),
        Map.of("FRESHET_KAFKA_CLIENT_SASL_JAAS_CONFIG_FILE", secret.toString()),
        directory,
        command,
        line.toArray(String[]::new));
  }

  @Test
  void events_are_counted_and_answered_and_a_broker_that_is_gone_for_a_while_costs_nothing()
      throws Exception {
    try (FreshetProcess freshet = freshet(PASSWORD, "serve")) {
      freshet.awaitReady();
      HttpCaller http = freshet.http();
      await("the first is taken, once its schema is registered")
          .atMost(SOON)
          .ignoreExceptions()
          .until(
              () -> {
                http.interact("a0", "user-0", "view", "start");
                return true;
              });
      for (int i = 0; i < 20; i++) {
        http.interact("a" + i, "user-" + i, "view", "start");
        http.interact("b" + i, "user-" + i, "view", "end");
      }
      http.interact("c", "newcomer", "view", "start");
      await("what others did next is recommended")
          .atMost(SOON)
          .untilAsserted(() -> assertThat(http.items("newcomer", 3)).startsWith("end"));

      kafka.kill();
      try {
        HttpResponse<String> refused = interact(http, "d", "like");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(http.items("newcomer", 3)).as("from what there is").startsWith("end");
        assertThat(history(http)).hasSize(1);
      } finally {
        kafka.startAgain();
      }

      await("it is accepted, with the same event id")
          .atMost(SOON)
          .until(() -> interact(http, "d", "like").statusCode() == 202);
      await("and counted once, though it may have been accepted twice")
          .atMost(SOON)
          .untilAsserted(
              () -> {
                assertThat(history(http)).hasSize(2);
                assertThat(http.get("/health/ready").status()).isEqualTo(200);
              });
      freshet.terminate();
      assertThat(freshet.out() + freshet.err()).doesNotContain(PASSWORD);
    }
  }

  private static JsonNode history(HttpCaller http) throws IOException {
    return http.get("/v1/users/newcomer/profile").body().path("history");
  }

  private static HttpResponse<String> interact(HttpCaller http, String eventId, String type)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(http.url() + "/v1/interactions"))
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        "{\"eventId\":\"%s\",\"user\":\"newcomer\",\"type\":\"%s\",\"item\":\"end\"}"
                            .formatted(eventId, type)))
                .build(),
            BodyHandlers.ofString());
  }

  @Test
  void a_wrong_password_is_one_sentence_that_does_not_tell_it() {
    Run run =
        Run.of(
            "topics",
            "check",
            "--config=" + config,
            "--set=kafka.client.sasl.jaas.config=" + KafkaProcess.login("not-" + PASSWORD));

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("freshet: Kafka does not let Freshet in: ")
        .contains("; check sasl.* and ssl.* in kafka.client")
        .doesNotContain(PASSWORD);
  }
}
