package freshet.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls a server as any client would. */
final class Caller {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  private final int port;

  Caller(int port) {
    this.port = port;
  }

  /** What came back. */
  record Answer(HttpResponse<String> response) {
    int status() {
      return response.statusCode();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse(null);
    }

    JsonNode json() {
      try {
        return MAPPER.readTree(response.body());
      } catch (IOException e) {
        throw new UncheckedIOException(response.body(), e);
      }
    }

    /** Asserts that this is a problem as RFC 9457 has it, and gives its body. */
    JsonNode problem(int status) {
      assertThat(status()).as(response.body()).isEqualTo(status);
      assertThat(header("Content-Type")).isEqualTo("application/problem+json");
      JsonNode problem = json();
      assertThat(problem.path("status").asInt()).isEqualTo(status);
      assertThat(problem.path("type").asText()).isEqualTo("about:blank");
      assertThat(problem.path("title").asText()).isNotEmpty();
      assertThat(problem.path("detail").asText()).isNotEmpty().doesNotContain("Exception", "\tat ");
      return problem;
    }
  }

  Answer get(String address) {
    return send("GET", address, null, null);
  }

  Answer post(String address, String type, String body) {
    return send("POST", address, type, body);
  }

  Answer postJson(String address, String body) {
    return send("POST", address, "application/json", body);
  }

  Answer put(String address, String body) {
    return send("PUT", address, "application/json", body);
  }

  Answer delete(String address) {
    return send("DELETE", address, null, null);
  }

  Answer send(String method, String address, String type, String body) {
    HttpRequest.Builder request =
        request(address)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (type != null) {
      request.header("Content-Type", type);
    }
    return send(request.build());
  }

  HttpRequest.Builder request(String address) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + address))
        .timeout(Duration.ofSeconds(30));
  }

  Answer send(HttpRequest request) {
    try {
      return new Answer(CLIENT.send(request, BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(request.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
