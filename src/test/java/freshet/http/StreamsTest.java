package freshet.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import freshet.http.EventReader.Event;
import freshet.http.live.EventStreams;
import freshet.http.live.GetLiveStream;
import freshet.http.live.LiveSettings;
import freshet.http.live.Vitals;
import freshet.http.slate.GetTrendingStream;
import freshet.recommend.Slate;
import freshet.recommend.SlateItem;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StreamsTest {
  private static final LiveSettings SETTINGS =
      new LiveSettings(2, Duration.ofMillis(100), Duration.ofSeconds(1), 12);

  private final FakeBackend backend = new FakeBackend();
  private final EventStreams streams = new EventStreams(SETTINGS);
  private volatile Vitals vitals = vitals(1);
  private FreshetServer server;

  @BeforeEach
  void start() {
    show("rye");
    server =
        FreshetServer.start(
            ServerSettings.at("127.0.0.1", 0),
            backend.ports(),
            new GetTrendingStream(streams, backend, backend),
            new GetLiveStream(streams, () -> vitals));
  }

  @AfterEach
  void stop() {
    streams.close();
    server.close();
  }

  /** A list that is asked for twice has two ids. */
  private static String withoutId(String slate) {
    assertThat(slate).contains("\"slateId\":");
    return slate.replaceFirst("\"slateId\":\"[^\"]*\",", "");
  }

  @Test
  void the_first_event_says_all_and_another_follows_when_it_has_changed() {
    try (EventReader reader = open("/v1/trending/stream?k=3")) {
      assertThat(reader.status()).isEqualTo(200);
      assertThat(reader.contentType()).startsWith("text/event-stream");
      Event first = reader.next();
      assertThat(first.name()).isEqualTo("trending");
      assertThat(withoutId(first.data()))
          .isEqualTo(
              withoutId(new Caller(server.port()).get("/v1/trending?k=3").response().body()));

      show("chess");

      Event second = reader.next();
      assertThat(second.data()).contains("\"item\":\"chess\"").doesNotContain("rye");
      assertThat(second.id()).isNotEqualTo(first.id());
    }
  }

  @Test
  void while_nothing_changes_there_are_signs_of_life_only() {
    try (EventReader reader = open("/v1/trending/stream")) {
      reader.next();

      assertThat(reader.nextBlock().comment()).isNotEmpty();
      assertThat(reader.nextBlock().comment()).isNotEmpty();
    }
  }

  @Test
  void a_last_event_id_does_no_harm() {
    for (String id : new String[] {"7", "-1", "nonsense"}) {
      try (EventReader reader =
          EventReader.open(server.port(), "/v1/trending/stream", "Last-Event-ID", id)) {
        assertThat(reader.next().data()).contains("rye");
      }
      await().until(() -> streams.clients() == 0);
    }
  }

  @Test
  void what_the_instance_does_is_told_again_and_again() {
    try (EventReader reader = open("/v1/live/stream")) {
      assertThat(reader.next().data()).contains("\"events\":{\"perSecond\":1.0,\"behind\":0}");

      vitals = vitals(2);

      assertThat(reader.next().data()).contains("\"events\":{\"perSecond\":2.0,\"behind\":0}");
    }
  }

  @Test
  void nobody_is_asked_while_nobody_listens() {
    AtomicInteger asked = new AtomicInteger();
    backend.slates =
        request -> {
          asked.incrementAndGet();
          return slate("rye");
        };
    try (EventReader reader = open("/v1/trending/stream")) {
      reader.next();
      await().until(() -> asked.get() > 2);
    }
    // Whether a client is still there shows when something is said to it.
    await().until(() -> streams.clients() == 0);

    int before = asked.get();
    try (EventReader other = open("/v1/live/stream")) {
      // Two signs of life take ten rounds at least.
      other.next();
      other.nextBlock();
      other.nextBlock();
    }
    assertThat(asked.get()).isLessThanOrEqualTo(before + 1);
  }

  @Test
  void one_client_too_many_is_told_so_and_one_that_leaves_makes_room() {
    try (EventReader one = open("/v1/trending/stream")) {
      EventReader two = open("/v1/live/stream");
      one.next();
      two.next();

      Caller.Answer refused = new Caller(server.port()).get("/v1/trending/stream");
      assertThat(refused.problem(503).path("detail").asText())
          .isEqualTo(
              "2 streams are open, and http.live.clients allows no more; try again in a second");
      assertThat(refused.header("Retry-After")).isEqualTo("1");

      two.close();
      await().until(() -> streams.clients() == 1);
      try (EventReader three = open("/v1/live/stream")) {
        assertThat(three.next().data()).isNotEmpty();
      }
    }
  }

  @Test
  void a_client_that_does_not_read_is_let_go_and_others_go_on() throws IOException {
    // Two megabytes an event: what lies between server and client is soon full.
    AtomicInteger round = new AtomicInteger();
    String long_ = "x".repeat(10_000);
    backend.slates =
        request ->
            new Slate(
                IntStream.range(0, request.k())
                    .mapToObj(i -> FakeBackend.popular(i + "", 1.0 / (1 + round.get())))
                    .toList(),
                false,
                Optional.of(round.incrementAndGet() + (request.k() > 1 ? long_.repeat(200) : "")));
    try (Socket sleeper = new Socket(InetAddress.getLoopbackAddress(), server.port());
        EventReader reader = open("/v1/trending/stream?k=1")) {
      OutputStream out = sleeper.getOutputStream();
      out.write(
          "GET /v1/trending/stream?k=2 HTTP/1.1\r\nHost: x\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      await().until(() -> streams.clients() == 2);
      await().atMost(Duration.ofSeconds(20)).until(() -> streams.clients() == 1);

      String before = reader.next().data();
      assertThat(reader.next().data()).isNotEqualTo(before);
    }
  }

  @Test
  void head_ends_at_once() {
    Caller.Answer answer =
        new Caller(server.port()).send("HEAD", "/v1/trending/stream", null, null);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith("text/event-stream");
    assertThat(streams.clients()).isZero();
  }

  @Test
  void a_parameter_that_is_not_known_is_a_problem_and_no_stream() {
    Caller caller = new Caller(server.port());

    caller.get("/v1/trending/stream?kk=3").problem(400);
    caller.get("/v1/live/stream?k=3").problem(400);
    caller.get("/v1/trending/stream?half-life=90d").problem(400);
    assertThat(streams.clients()).isZero();
  }

  @Test
  void streams_that_are_closed_end_for_their_clients_and_do_not_hold_up_the_server() {
    EventReader reader = open("/v1/trending/stream");
    reader.next();
    long began = System.nanoTime();

    streams.close();
    server.close();

    assertThat(reader.ends()).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
  }

  private EventReader open(String address) {
    return EventReader.open(server.port(), address);
  }

  private void show(String item) {
    backend.slates = request -> slate(item);
  }

  private static Slate slate(String item) {
    SlateItem only = FakeBackend.popular(item, 0.5);
    return new Slate(List.of(only), false, Optional.empty());
  }

  private static Vitals vitals(double perSecond) {
    return new Vitals(
        FakeBackend.NOW,
        true,
        Map.of(),
        new Vitals.Events(OptionalDouble.of(perSecond), 0),
        Map.of(),
        new Vitals.Slates(OptionalDouble.empty(), Map.of()),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }
}
