package freshet.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegistryClientTest {
  private static final Schema LONG = Schema.create(Schema.Type.LONG);
  private static final String ANSWER = "{\"id\":7,\"version\":2,\"schema\":\"\\\"long\\\"\"}";

  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final List<HttpServer> servers = new ArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void stop() {
    end.countDown();
    servers.forEach(server -> server.stop(0));
    executor.shutdownNow();
  }

  /** A registry that always answers the same, and what it was asked. */
  private final class Stub {
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final String url;

    Stub(int status, String body) throws IOException {
      this(status, body, false);
    }

    Stub(int status, String body, boolean stalls) throws IOException {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(executor);
      server.createContext(
          "/",
          exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            authorizations.add(
                String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, stalls ? bytes.length + 1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            if (stalls) {
              exchange.getResponseBody().flush();
              awaitEnd();
            }
            exchange.close();
          });
      server.start();
      servers.add(server);
      url = "http://127.0.0.1:" + server.getAddress().getPort();
    }
  }

  private void awaitEnd() throws IOException {
    try {
      if (!end.await(30, TimeUnit.SECONDS)) {
        throw new IOException("the test did not end");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static String unusedUrl() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "http://127.0.0.1:" + socket.getLocalPort();
    }
  }

  private static RegistryClient client(String urls, Map<String, ?> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("schema.registry.url", urls);
    return new RegistryClient(RegistrySettings.from(settings));
  }

  private static RegistryClient client(String urls) {
    return client(urls, Map.of());
  }

  @Test
  void answers_that_cannot_change_are_asked_for_once() throws IOException {
    Stub stub = new Stub(200, ANSWER);
    RegistryClient client = client(stub.url);

    for (int i = 0; i < 2; i++) {
      assertThat(client.schema(7)).isEqualTo(LONG);
      assertThat(client.register("a b", LONG)).isEqualTo(7);
      assertThat(client.idOf("a b", LONG)).isEqualTo(7);
    }

    assertThat(stub.requests)
        .containsExactly(
            "GET /schemas/ids/7",
            "POST /subjects/a%20b/versions",
            "POST /subjects/a%20b?normalize=true");
  }

  @Test
  void the_latest_version_is_asked_for_every_time() throws IOException {
    Stub stub = new Stub(200, ANSWER);
    RegistryClient client = client(stub.url);

    client.latest("s");

    assertThat(client.latest("s")).isEqualTo(new RegisteredSchema("s", 2, 7, "\"long\""));
    assertThat(stub.requests).hasSize(2);
  }

  @Test
  void when_one_address_fails_the_next_is_asked_and_stays_first() throws IOException {
    Stub failing = new Stub(503, "{}");
    Stub good = new Stub(200, ANSWER);
    RegistryClient client = client(unusedUrl() + "," + failing.url + "," + good.url);

    assertThat(client.schema(7)).isEqualTo(LONG);
    client.latest("s");

    assertThat(failing.requests).hasSize(1);
    assertThat(good.requests).hasSize(2);
  }

  @Test
  void a_no_is_final_and_is_bad_data() throws IOException {
    Stub stub = new Stub(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
    Stub other = new Stub(200, ANSWER);

    assertThatThrownBy(() -> client(stub.url + "," + other.url).schema(7))
        .isExactlyInstanceOf(SerializationException.class)
        .hasMessageContaining("Schema not found (40403)");
    assertThat(stub.requests).hasSize(1);
    assertThat(other.requests).isEmpty();
  }

  @Test
  void an_incompatible_schema_is_a_no() throws IOException {
    Stub stub = new Stub(409, "{\"error_code\":409,\"message\":\"incompatible\"}");

    assertThatThrownBy(() -> client(stub.url).register("s", LONG))
        .isExactlyInstanceOf(SerializationException.class)
        .hasMessageContaining("incompatible");
  }

  @Test
  void being_turned_away_is_not_bad_data_and_not_tried_again() throws IOException {
    Stub stub = new Stub(401, "{\"error_code\":401,\"message\":\"who are you?\"}");

    assertThatThrownBy(() -> client(stub.url + "," + stub.url).schema(7))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("401")
        .hasMessageContaining("basic.auth.user.info");
    assertThat(stub.requests).hasSize(1);
  }

  @Test
  void a_wrong_address_is_not_bad_data() throws IOException {
    Stub page = new Stub(200, "<html>");
    Stub otherApi = new Stub(404, "{\"detail\":\"no such page\"}");
    Stub empty = new Stub(200, "");

    for (Stub stub : List.of(page, otherApi, empty)) {
      assertThatThrownBy(() -> client(stub.url).schema(7))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining("schema.registry.url");
    }
  }

  @Test
  void an_unreachable_registry_is_reported_in_one_sentence() throws IOException {
    String url = unusedUrl();

    assertThatThrownBy(() -> client(url).schema(7))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessage(
            "the schema registry at %s is unavailable (it cannot be reached); start it, or correct schema.registry.url"
                .formatted(url));
  }

  @Test
  void an_answer_that_never_ends_takes_no_longer_than_the_deadline() throws IOException {
    Stub stub = new Stub(200, ANSWER, true);
    RegistryClient client =
        client(
            stub.url + "," + stub.url + "," + stub.url,
            Map.of("http.read.timeout.ms", 400, "schema.registry.deadline.ms", 600));
    long start = System.nanoTime();

    assertThatThrownBy(() -> client.schema(7)).isInstanceOf(RegistryUnavailableException.class);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    assertThat(stub.requests).hasSize(2);
  }

  @Test
  void credentials_are_sent_with_the_first_request() throws IOException {
    Stub stub = new Stub(200, ANSWER);

    client(
            stub.url,
            Map.of(
                "basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "user:pass"))
        .schema(7);

    assertThat(stub.authorizations).containsExactly("Basic dXNlcjpwYXNz");
  }

  @Test
  void the_cache_is_bounded() throws IOException {
    BoundedCache<Integer, Integer> cache = new BoundedCache<>(10);
    for (int i = 0; i < 100; i++) {
      cache.put(i, i);
    }

    assertThat(cache.size()).isEqualTo(10);
    assertThat(cache.get(99)).isEqualTo(99);
  }
}
