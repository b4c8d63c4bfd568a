package freshet.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import freshet.http.ServedDocument.Operation;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Makes requests of a documented operation: such as the document wants, at the edges of that, and
 * wrong in one way or another.
 */
final class MadeRequests {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final int MOST_SHOWN = 1_500;

  /** Names that the server knows something by. */
  private static final List<String> KNOWN = List.of("ada", "i1", "i2", "i3");

  private final ServedDocument document;
  private final OddValues odd;
  private final Random random;

  /** Whether anything may be wrong with the request that is being made. */
  private boolean wild;

  MadeRequests(ServedDocument document, Random random) {
    this.document = document;
    this.odd = new OddValues(random);
    this.random = random;
  }

  /** A request as it is sent. */
  static final class Request {
    private final String line;
    private final List<String> headers;
    private final byte[] body;

    Request(String line, List<String> headers, byte[] body) {
      this.line = line;
      this.headers = headers;
      this.body = body;
    }

    /** Method, address and version. */
    String line() {
      return line;
    }

    byte[] bytes() {
      String head = line + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
      byte[] start = head.getBytes(StandardCharsets.UTF_8);
      byte[] all = Arrays.copyOf(start, start.length + body.length);
      System.arraycopy(body, 0, all, start.length, body.length);
      return all;
    }

    @Override
    public String toString() {
      String text = line + " " + headers + " " + new String(body, StandardCharsets.UTF_8);
      return text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "…" : text;
    }
  }

  /** Any request. */
  Request any(Operation operation) {
    wild = random.nextInt(3) > 0;
    return made(operation, this::segment, query(operation.said().path("parameters")));
  }

  /** One that is right, with one name wherever the path wants one. */
  Request named(Operation operation, String name) {
    wild = false;
    return made(operation, () -> encoded(name), "");
  }

  private Request made(Operation operation, Supplier<String> segment, String query) {
    StringBuilder path = new StringBuilder();
    for (String part : operation.path().substring(1).split("/", -1)) {
      path.append('/').append(part.startsWith("{") ? segment.get() : part);
    }
    List<String> headers = new ArrayList<>(List.of("Host: localhost"));
    byte[] body = {};
    JsonNode content = operation.said().path("requestBody").path("content");
    if (content.size() > 0 && !isWrong(0.05)) {
      List<Map.Entry<String, JsonNode>> forms = List.copyOf(content.properties());
      Map.Entry<String, JsonNode> form = any(forms);
      body = body(form.getKey(), form.getValue().path("schema"));
      if (!isWrong(0.05)) {
        headers.add("Content-Type: " + (isWrong(0.1) ? odd.contentType() : form.getKey()));
      }
      if (isWrong(0.02)) {
        headers.add("Content-Encoding: gzip");
      }
    }
    if (body.length > 0 || random.nextBoolean()) {
      headers.add("Content-Length: " + body.length);
    }
    // An older version, in which the end of an answer is that of the connection.
    return new Request(operation.method() + " " + path + query + " HTTP/1.0", headers, body);
  }

  private String segment() {
    if (isWrong(0.3)) {
      return odd.segment();
    }
    String text = random.nextInt(4) > 0 ? any(KNOWN) : odd.text();
    return encoded(text.isEmpty() ? any(KNOWN) : text);
  }

  private String query(JsonNode parameters) {
    List<String> pairs = new ArrayList<>();
    for (JsonNode parameter : parameters) {
      if (parameter.path("in").asText().equals("query") && chance(0.15)) {
        do {
          pairs.add(pair(parameter));
        } while (isWrong(0.1));
      }
    }
    if (isWrong(0.05)) {
      pairs.add(odd.pair());
    }
    return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
  }

  private String pair(JsonNode parameter) {
    String name = parameter.path("name").asText();
    if (isWrong(0.1)) {
      return name + "=" + odd.rawValue();
    }
    return name + "=" + encoded(isWrong(0.3) ? odd.text() : parameterValue(parameter));
  }

  private String parameterValue(JsonNode parameter) {
    JsonNode schema = parameter.path("schema");
    return switch (schema.path("type").asText()) {
      case "integer" -> {
        int least = schema.path("minimum").asInt(0);
        int most = schema.path("maximum").asInt(1_000);
        yield Integer.toString(
            switch (random.nextInt(3)) {
              case 0 -> least;
              case 1 -> most;
              default -> least + random.nextInt(most - least);
            });
      }
      case "boolean" -> Boolean.toString(random.nextBoolean());
      default ->
          parameter.has("example") && random.nextBoolean()
              ? parameter.path("example").asText()
              : odd.sensibleText();
    };
  }

  private byte[] body(String contentType, JsonNode schema) {
    String text;
    if (contentType.endsWith("ndjson")) {
      List<String> lines = new ArrayList<>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        lines.add(json(schema));
      }
      text = String.join("\n", lines);
    } else {
      text = json(schema);
    }
    Charset charset = isWrong(0.03) ? odd.charset() : StandardCharsets.UTF_8;
    byte[] bytes = text.getBytes(charset);
    return isWrong(0.1) ? odd.broken(bytes) : bytes;
  }

  private String json(JsonNode reference) {
    if (isWrong(0.06)) {
      return odd.json();
    }
    JsonNode schema = document.resolved(reference);
    if (schema.has("oneOf")) {
      return json(any(List.copyOf(elements(schema.path("oneOf")))));
    }
    if (schema.has("allOf")) {
      return json(schema.path("allOf").path(0));
    }
    return switch (schema.path("type").asText("")) {
      case "object" -> object(schema);
      case "array" -> {
        List<String> some = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
          some.add(json(schema.path("items")));
        }
        yield "[" + String.join(",", some) + "]";
      }
      case "integer" -> Integer.toString(1 + random.nextInt(40));
      case "number" -> Double.toString(random.nextInt(100) / 4.0);
      case "boolean" -> Boolean.toString(random.nextBoolean());
      case "string" ->
          quoted(
              schema.has("example") && random.nextInt(3) > 0
                  ? schema.path("example").asText()
                  : any(KNOWN));
      default -> odd.time();
    };
  }

  private String object(JsonNode schema) {
    List<JsonNode> required = elements(schema.path("required"));
    List<String> fields = new ArrayList<>();
    schema
        .path("properties")
        .properties()
        .forEach(
            property -> {
              boolean needed =
                  required.stream().anyMatch(name -> name.asText().equals(property.getKey()));
              if (needed ? !isWrong(0.05) : random.nextInt(3) == 0) {
                do {
                  fields.add(quoted(property.getKey()) + ":" + json(property.getValue()));
                } while (isWrong(0.02));
              }
            });
    if (isWrong(0.03)) {
      fields.add(quoted("no-such") + ":" + odd.json());
    }
    return "{" + String.join(",", fields) + "}";
  }

  private static List<JsonNode> elements(JsonNode array) {
    List<JsonNode> elements = new ArrayList<>();
    array.forEach(elements::add);
    return elements;
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private boolean isWrong(double probability) {
    return wild && chance(probability);
  }

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String quoted(String text) {
    try {
      return JSON.writeValueAsString(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
