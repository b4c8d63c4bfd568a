package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole Freshet that needs keys, as whoever runs it looks after it. */
@Timeout(120)
class OperationsIT {
  private static final String KEY = "secret";

  /** printf %s secret | sha256sum. */
  private static final String HASH =
      "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  @TempDir private static Path directory;
  private static RunningFreshet freshet;

  @BeforeAll
  static void start() throws Exception {
    freshet = RunningFreshet.start(directory, Map.of("http.keys.admin", List.of("root=" + HASH)));
    StringBuilder events = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      events.append(
          "{\"eventId\":\"e%d\",\"user\":\"u%d\",\"item\":\"i%d\",\"type\":\"view\"}%n"
              .formatted(i, i % 7, i % 11));
    }
    events.append("{\"user\":\"u1\"}");
    HttpResponse<String> answer =
        send(
            request("/v1/interactions")
                .header("X-API-Key", KEY)
                .header("Content-Type", "application/x-ndjson")
                .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                .POST(BodyPublishers.ofString(events.toString())));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    await("the stream has read all")
        .atMost(SOON)
        .until(() -> metric("freshet_stream_interactions_total{outcome=\"admitted\"}") >= 200);
    get("/v1/users/u1/recommendations");
    get("/v1/nowhere");
  }

  @AfterAll
  static void stop() {
    if (freshet != null) {
      freshet.close();
    }
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(freshet.url() + path)).timeout(SOON);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private static String get(String path) throws Exception {
    return send(request(path).header("Authorization", "Bearer " + KEY)).body();
  }

  private static double metric(String name) throws Exception {
    return get("/metrics")
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElse(0);
  }

  @Test
  void without_the_key_nothing_is_told() throws Exception {
    for (String path : List.of("/metrics", "/v1/health/recommendations", "/v1/trending")) {
      assertThat(send(request(path)).statusCode()).as(path).isEqualTo(401);
    }
    assertThat(send(request("/health/ready")).statusCode()).isEqualTo(200);
  }

  @Test
  void whatever_the_dashboard_and_the_alerts_ask_for_is_exported() throws Exception {
    Set<String> exported =
        get("/metrics")
            .lines()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split("[{ ]", 2)[0])
            .collect(Collectors.toCollection(TreeSet::new));
    JsonNode dashboard =
        new ObjectMapper().readTree(Path.of("deploy/grafana-dashboard.json").toFile());
    Set<String> asked = new TreeSet<>(names(String.join("\n", texts(dashboard, "expr"))));
    assertThat(asked).hasSizeGreaterThan(20);
    asked.addAll(
        names(
            Files.readString(Path.of("deploy/prometheus-rules.yml"))
                .lines()
                .filter(line -> line.strip().startsWith("expr:"))
                .collect(Collectors.joining("\n"))));

    assertThat(exported).containsAll(asked);
  }

  private static List<String> texts(JsonNode node, String field) {
    return node.findValues(field).stream().map(JsonNode::asText).toList();
  }

  private static Set<String> names(String expressions) {
    Matcher matcher =
        Pattern.compile("\\b(?:freshet|jvm|process|system)_[a-z0-9_]+").matcher(expressions);
    return matcher.results().map(found -> found.group()).collect(Collectors.toSet());
  }

  @Test
  void every_alert_is_explained_for_the_night() throws Exception {
    String operations = Files.readString(Path.of("OPERATIONS.md"));
    List<String> alerts =
        Pattern.compile("alert: (\\w+)")
            .matcher(Files.readString(Path.of("deploy/prometheus-rules.yml")))
            .results()
            .map(found -> found.group(1))
            .toList();

    assertThat(alerts)
        .hasSizeGreaterThan(10)
        .allMatch(alert -> operations.contains("`" + alert + "`"));
  }

  @Test
  void health_tells_of_every_layer_the_stream_and_its_stores() throws Exception {
    JsonNode health = new ObjectMapper().readTree(get("/v1/health/recommendations"));

    assertThat(health.path("status").asText()).isEqualTo("well");
    assertThat(texts(health.path("layers"), "layer"))
        .containsExactly("model", "collaborative", "content", "popularity");
    assertThat(texts(health.path("layers"), "state"))
        .containsExactly("closed", "closed", "answering", "answering");
    JsonNode collaborative = health.path("layers").get(1);
    assertThat(collaborative.path("calls").asLong()).isPositive();
    assertThat(collaborative.at("/latencyMillis/p99").asDouble()).isPositive();
    assertThat(health.at("/layers/0/model/status").asText()).isNotEmpty();
    assertThat(health.at("/slates/answered").asLong()).isPositive();
    assertThat(health.at("/stream/state").asText()).isEqualTo("RUNNING");
    assertThat(health.at("/stream/eventToVisibleMillis/p99").asDouble()).isPositive();
    assertThat(health.at("/stream/deadLetters").asLong()).isZero();
    assertThat(texts(health.at("/stream/stores"), "store"))
        .contains("profile-users", "popularity-counts");
  }

  @Test
  void what_is_counted_over_http_is_what_was_sent() throws Exception {
    String elements = "freshet_http_elements_total{endpoint=\"/v1/interactions\",outcome=\"%s\"}";
    assertThat(metric(elements.formatted("accepted"))).isEqualTo(200);
    assertThat(metric(elements.formatted("rejected"))).isEqualTo(1);
    assertThat(metric("freshet_slates_total{kind=\"user\"}")).isPositive();
  }

  @Test
  void a_record_belongs_to_the_trace_of_the_request_that_brought_it() {
    assertThat(freshet.topics().all("interactions"))
        .hasSize(200)
        .allSatisfy(
            message -> {
              Header header = message.headers().lastHeader("traceparent");
              assertThat(new String(header.value(), StandardCharsets.UTF_8)).contains(TRACE);
            });
  }

  @Test
  void the_command_shows_it_as_a_table_and_as_it_is() {
    Run table = Run.of("health", "--to", freshet.url(), "--key", KEY);

    assertThat(table.exit()).as(table.err()).isZero();
    assertThat(table.out())
        .startsWith("well; ")
        .contains("layer", "collaborative", "popularity", "stream RUNNING", "profile-users");

    Run json = Run.of("health", "--to", freshet.url(), "--key", KEY, "--json");
    assertThat(json.out()).startsWith("{\"status\":\"well\"");
  }

  @Test
  void a_command_without_the_key_says_what_is_missing() {
    Run run = Run.of("health", "--to", freshet.url());

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("answered 401: a key is missing; send Authorization: Bearer");
    Run slate = Run.of("recommend", "u1", "--to", freshet.url(), "--key", KEY);
    assertThat(slate.exit()).as(slate.err()).isZero();
  }
}
