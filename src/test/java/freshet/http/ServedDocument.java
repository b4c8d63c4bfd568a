package freshet.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import freshet.http.PlainConnection.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a server says of itself under {@code /v1/openapi.json}, to hold its answers against. */
final class ServedDocument {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode document;
  private final SchemaRegistry registry = SchemaRegistry.withDialect(Dialects.getOpenApi30());
  private final Map<JsonNode, Schema> schemas = new HashMap<>();

  /**
   * @param text the document, as the server gave it
   */
  ServedDocument(String text) {
    try {
      this.document = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the document is not JSON", e);
    }
    document.path("components").path("schemas").forEach(ServedDocument::close);
  }

  /** A field that the document does not know is a contradiction, too. */
  private static void close(JsonNode schema) {
    if (schema.has("properties") && !schema.has("additionalProperties")) {
      ((ObjectNode) schema).put("additionalProperties", false);
    }
  }

  /** One thing that can be asked for. */
  record Operation(String method, String path, JsonNode said) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method ->
                            operations.add(
                                new Operation(
                                    method.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    method.getValue()))));
    return operations;
  }

  /** A schema, or what it refers to. */
  JsonNode resolved(JsonNode schema) {
    String reference = schema.path("$ref").asText("");
    return reference.isEmpty()
        ? schema
        : document.at(reference.substring(reference.indexOf('#') + 1));
  }

  /** In what an answer is not what the document says; empty if it is. */
  Optional<String> contradiction(Operation operation, Answer answer) {
    JsonNode said = operation.said().path("responses").path(Integer.toString(answer.status()));
    if (said.isMissingNode()) {
      return Optional.of("the status is not documented");
    }
    String type = answer.contentType().replaceFirst(";.*", "");
    JsonNode content = said.path("content").path(type);
    if (content.isMissingNode()) {
      return Optional.of("the content type \"%s\" is not documented".formatted(type));
    }
    try {
      for (JsonNode value : values(type, answer.body())) {
        List<String> wrong =
            schema(content.path("schema")).validate(value).stream().map(Object::toString).toList();
        if (!wrong.isEmpty()) {
          return Optional.of(String.join("; ", wrong));
        }
      }
      return Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.of("this is not JSON: " + e.getOriginalMessage());
    }
  }

  private static List<JsonNode> values(String type, String body) throws JsonProcessingException {
    return switch (type) {
      case "text/plain" -> List.of();
      case "application/x-ndjson" -> {
        List<JsonNode> values = new ArrayList<>();
        for (String line : body.lines().toList()) {
          values.add(JSON.readTree(line));
        }
        yield values;
      }
      default -> List.of(JSON.readTree(body));
    };
  }

  /** With all that it may refer to beside it. */
  private Schema schema(JsonNode schema) {
    return schemas.computeIfAbsent(
        schema,
        any -> {
          ObjectNode whole = JSON.createObjectNode();
          whole.putArray("allOf").add(schema);
          whole.set("components", document.path("components"));
          return registry.getSchema(whole);
        });
  }
}
