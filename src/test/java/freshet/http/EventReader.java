package freshet.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** Listens to a stream of Server-Sent Events, as a browser would. */
final class EventReader implements AutoCloseable {
  private final HttpResponse<java.io.InputStream> answer;
  private final BufferedReader lines;

  private EventReader(HttpResponse<java.io.InputStream> answer) {
    this.answer = answer;
    this.lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
  }

  /** One event; empty where it says nothing of the kind. */
  record Event(String id, String name, String data, String comment) {}

  static EventReader open(int port, String address, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + address));
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    try {
      return new EventReader(
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  int status() {
    return answer.statusCode();
  }

  String contentType() {
    return answer.headers().firstValue("Content-Type").orElse("");
  }

  /** The next event that carries data. */
  Event next() {
    Event event = nextBlock();
    while (event.data().isEmpty()) {
      event = nextBlock();
    }
    return event;
  }

  /** The next event or comment. */
  Event nextBlock() {
    Event event = new Event("", "", "", "");
    String line = line();
    while (!line.isEmpty()) {
      int colon = line.indexOf(':');
      String value = line.substring(colon + 1).strip();
      event =
          switch (line.substring(0, colon)) {
            case "id" -> new Event(value, event.name(), event.data(), event.comment());
            case "event" -> new Event(event.id(), value, event.data(), event.comment());
            case "data" -> new Event(event.id(), event.name(), value, event.comment());
            case "" -> new Event(event.id(), event.name(), event.data(), "comment");
            default -> event;
          };
      line = line();
    }
    return event;
  }

  private String line() {
    try {
      String line = lines.readLine();
      if (line == null) {
        throw new AssertionError("the stream has ended");
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the server has ended the stream; waits for it. */
  boolean ends() {
    try {
      String line = lines.readLine();
      while (line != null) {
        line = lines.readLine();
      }
      return true;
    } catch (IOException cutOff) {
      return true;
    }
  }

  @Override
  public void close() {
    try {
      answer.body().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
