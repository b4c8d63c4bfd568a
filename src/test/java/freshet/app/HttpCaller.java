package freshet.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A site's program, speaking to Freshet over HTTP. */
final class HttpCaller {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofSeconds(15);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build();
  private final String url;

  /** An answer; a body that is not JSON is a missing node. */
  record Answer(int status, JsonNode body) {}

  HttpCaller(String url) {
    this.url = url;
  }

  String url() {
    return url;
  }

  Answer get(String path) throws IOException {
    return send("GET", path, "");
  }

  Answer post(String path, String json) throws IOException {
    return send("POST", path, json);
  }

  /** Posts many elements, a line of JSON each. */
  Answer postLines(String path, List<String> lines) throws IOException {
    return send("POST", path, "application/x-ndjson", String.join("\n", lines));
  }

  Answer put(String path, String json) throws IOException {
    return send("PUT", path, json);
  }

  Answer delete(String path) throws IOException {
    return send("DELETE", path, "");
  }

  /** Posts one interaction of now; 202 or an error. */
  void interact(String eventId, String user, String type, String item) throws IOException {
    String body =
        "{\"eventId\":\"%s\",\"user\":\"%s\",\"type\":\"%s\",\"item\":\"%s\"}"
            .formatted(eventId, user, type, item);
    Answer answer = post("/v1/interactions", body);
    if (answer.status() != 202) {
      throw new IOException("answered " + answer);
    }
  }

  JsonNode slate(String user, int k) throws IOException {
    return get("/v1/users/%s/recommendations?k=%d".formatted(user, k)).body();
  }

  List<String> items(String user, int k) throws IOException {
    return ids(slate(user, k));
  }

  /** Ids of the items of a slate, in its order. */
  static List<String> ids(JsonNode slate) {
    List<String> ids = new ArrayList<>();
    slate.path("items").forEach(item -> ids.add(item.path("item").asText()));
    return ids;
  }

  private Answer send(String method, String path, String body) throws IOException {
    return send(method, path, "application/json", body);
  }

  /** What is answered to a GET, if it is no JSON. */
  String text(String path) throws IOException {
    return exchange("GET", path, "application/json", "").body();
  }

  /** The status alone of what a GET is answered. */
  int status(String path) throws IOException {
    return exchange("GET", path, "application/json", "").statusCode();
  }

  private Answer send(String method, String path, String contentType, String body)
      throws IOException {
    HttpResponse<String> answer = exchange(method, path, contentType, body);
    return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
  }

  private HttpResponse<String> exchange(String method, String path, String contentType, String body)
      throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(LIMIT)
            .header("Content-Type", contentType)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
