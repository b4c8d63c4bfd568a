package freshet.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import freshet.bench.FailedBenchException;
import freshet.event.Interaction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SenderTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int GONE = -1;

  private final NumberedInteractions interactions = new NumberedInteractions(1, 1);
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private long longestLead = 200_000;
  private HttpServer server;
  private URI address;

  /** Status of each answer by its number, from 1; {@link #GONE} for none. */
  private volatile IntUnaryOperator statuses = request -> 202;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/interactions", this::answer);
    server.start();
    address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      int status = statuses.applyAsInt(bodies.size());
      if (status != GONE) {
        byte[] body =
            "{\"accepted\":500,\"rejected\":0,\"results\":[]}".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
      }
    }
  }

  private Sender sendBatches(int least) throws InterruptedException {
    Sender sender = Sender.start(interactions, List.of(address), longestLead);
    try (sender) {
      await()
          .atMost(LIMIT)
          .until(
              () -> {
                sender.requireGoing();
                return sender.accepted() >= (long) least * Lane.BATCH;
              });
      sender.end();
    }
    return sender;
  }

  @Test
  void what_is_sent_is_the_interactions_by_their_numbers() throws Exception {
    Sender sender = sendBatches(2);

    assertThat(sender.accepted()).isEqualTo((long) bodies.size() * Lane.BATCH);
    String[] lines = bodies.get(1).split("\n", -1);
    assertThat(lines).hasSize(Lane.BATCH + 1);
    Interaction first = interactions.at(Lane.BATCH);
    JsonNode json = new ObjectMapper().readTree(lines[0]);
    assertThat(json.path("eventId").asText()).isEqualTo(first.id().value());
    assertThat(json.path("user").asText()).isEqualTo(first.user().value());
    assertThat(json.path("item").asText()).isEqualTo(first.item().value());
    assertThat(json.path("type").asText()).isEqualTo(first.type().name());
    assertThat(json.path("time").asLong()).isEqualTo(first.time().toEpochMilli());
  }

  @Test
  void a_batch_that_is_refused_for_now_or_not_answered_is_sent_again_as_it_was() throws Exception {
    statuses = request -> request == 2 ? 503 : request == 3 ? GONE : 202;

    Sender sender = sendBatches(3);

    assertThat(bodies.get(2)).isEqualTo(bodies.get(1));
    assertThat(bodies.get(3)).isEqualTo(bodies.get(1));
    assertThat(bodies.get(4)).isNotEqualTo(bodies.get(1));
    assertThat(sender.repeated()).isEqualTo(2);
    // What was sent again is expected once.
    assertThat(sender.expected().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(sender.accepted())
        .isEqualTo((long) (bodies.size() - 2) * Lane.BATCH);
  }

  @Test
  void it_pauses_when_the_log_is_too_far_ahead_of_what_is_said_to_be_learned() throws Exception {
    longestLead = 0;
    AtomicLong behind = new AtomicLong(1);
    server.createContext("/health/ready", exchange -> say(exchange, behind.get()));
    Sender sender = Sender.start(interactions, List.of(address), longestLead);
    try (sender) {
      // Nothing was said when it began: one batch is on its way at most, and its own lead stops it.
      await().atMost(LIMIT).until(() -> sender.accepted() == Lane.BATCH);
      assertThat(bodies).hasSize(1);
      behind.set(0);
      await().atMost(LIMIT).until(() -> sender.accepted() > Lane.BATCH);
    }
  }

  private static void say(HttpExchange exchange, long behind) throws IOException {
    try (exchange) {
      byte[] body =
          "{\"behind\":\"%d records\"}".formatted(behind).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Test
  void a_batch_that_is_refused_for_good_ends_it() {
    statuses = request -> 422;

    assertThatThrownBy(() -> sendBatches(1))
        .isInstanceOf(FailedBenchException.class)
        .hasMessageContaining("with 422");
  }
}
