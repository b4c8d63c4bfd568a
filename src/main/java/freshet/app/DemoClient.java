package freshet.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import freshet.event.Item;
import freshet.simulate.Happening.Interacted;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The generated audience's browser: speaks to the server over HTTP, as a site would. */
final class DemoClient {
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final int BATCH = 1_000;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build();
  private final ObjectMapper json = new ObjectMapper();
  private final String server;

  /**
   * @param server address of a running Freshet, without a slash at the end
   */
  DemoClient(String server) {
    this.server = server;
  }

  void items(List<Item> items) throws InterruptedException {
    post("/v1/items", items, DemoClient::fields);
  }

  void interactions(List<Interacted> interactions) throws InterruptedException {
    post("/v1/interactions", interactions, DemoClient::fields);
  }

  /**
   * What is shown to a reader.
   *
   * @param items their ids, best first
   */
  record Shown(String slate, List<String> items) {}

  /** What a reader is shown. */
  Shown slate(String user, int k) throws InterruptedException {
    String path = URLEncoder.encode(user, StandardCharsets.UTF_8).replace("+", "%20");
    String body =
        send(
            HttpRequest.newBuilder(
                URI.create("%s/v1/users/%s/recommendations?k=%d".formatted(server, path, k))));
    JsonNode answer = read(body);
    List<String> items = new ArrayList<>(k);
    answer.path("items").forEach(item -> items.add(item.path("item").asText()));
    return new Shown(answer.path("slateId").asText(), items);
  }

  private <T> void post(String path, List<T> elements, Function<T, Map<String, Object>> fields)
      throws InterruptedException {
    for (int from = 0; from < elements.size(); from += BATCH) {
      String body =
          elements.subList(from, Math.min(elements.size(), from + BATCH)).stream()
              .map(fields)
              .map(this::write)
              .collect(Collectors.joining("\n"));
      JsonNode answer =
          read(
              send(
                  HttpRequest.newBuilder(URI.create(server + path))
                      .header("Content-Type", "application/x-ndjson")
                      .POST(HttpRequest.BodyPublishers.ofString(body))));
      if (answer.path("rejected").asInt() > 0) {
        throw new IllegalStateException(
            "the generated audience sent something that was refused: " + answer.path("results"));
      }
    }
  }

  private String send(HttpRequest.Builder request) throws InterruptedException {
    try {
      HttpResponse<String> answer =
          http.send(
              new KeyOption().on(request).timeout(LIMIT).build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new FailedCommandException(
            "the server answered %d: %s".formatted(answer.statusCode(), answer.body()), null);
      }
      return answer.body();
    } catch (IOException e) {
      throw new FailedCommandException(
          "the server does not answer the generated audience: " + e.getMessage(), e);
    }
  }

  private static Map<String, Object> fields(Item item) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("item", item.id().value());
    fields.put("type", item.type().value());
    item.title().ifPresent(title -> fields.put("title", title));
    fields.put("tags", item.tags());
    item.category().ifPresent(category -> fields.put("category", category));
    item.author().ifPresent(author -> fields.put("author", author));
    item.created().ifPresent(created -> fields.put("created", created.toEpochMilli()));
    fields.put("available", item.available());
    return fields;
  }

  private static Map<String, Object> fields(Interacted event) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("eventId", event.eventId());
    fields.put("user", event.user());
    fields.put("item", event.item());
    fields.put("type", event.type());
    fields.put("time", event.time().toEpochMilli());
    fields.put("session", event.session());
    event.seconds().ifPresent(seconds -> fields.put("seconds", seconds));
    event.slate().ifPresent(slate -> fields.put("slate", slate));
    return fields;
  }

  private String write(Map<String, Object> fields) {
    try {
      return json.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonNode read(String body) {
    try {
      return json.readTree(body);
    } catch (JsonProcessingException e) {
      throw new FailedCommandException("the server's answer is not JSON: " + body, e);
    }
  }
}
