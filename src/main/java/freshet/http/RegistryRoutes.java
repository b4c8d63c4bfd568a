package freshet.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import freshet.registry.CompatibilityLevel;
import freshet.registry.EmbeddedRegistry;
import freshet.registry.RegisteredSchema;
import freshet.registry.RegistryException;
import freshet.registry.RegistryUnavailableException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded registry over HTTP: the part of Confluent's REST API that serializers, consoles and
 * build tools use, for Avro schemas without references, with Confluent's error bodies and codes.
 */
public final class RegistryRoutes {
  /** The largest body that is read, in bytes. */
  public static final int MAX_BODY = 1 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(RegistryRoutes.class);
  private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final String SUBJECT = "/subjects/{subject}";
  private static final String VERSIONS = SUBJECT + "/versions";
  private static final String VERSION = VERSIONS + "/{version}";
  private static final String ID = "/schemas/ids/{id}";
  private static final int STORE_FAILED = 50001;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final EmbeddedRegistry registry;

  public RegistryRoutes(EmbeddedRegistry registry) {
    this.registry = registry;
  }

  /** An answer that is ready to be written as JSON. */
  private interface Endpoint {
    Object answer(Context request);
  }

  /** A request that is wrong before the registry has seen it. */
  private static final class BadRequest extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int code;

    BadRequest(int code, String message) {
      super(message);
      this.code = code;
    }
  }

  /** Declares the routes. */
  public void addTo(RoutesConfig routes) {
    routes.get("/", json(request -> Map.of()));
    routes.get("/subjects", json(this::subjects));
    routes.post(SUBJECT, json(this::find));
    routes.delete(SUBJECT, json(this::deleteSubject));
    routes.get(VERSIONS, json(this::versions));
    routes.post(VERSIONS, json(this::register));
    routes.get(VERSION, json(request -> described(version(request))));
    routes.delete(VERSION, json(this::deleteVersion));
    routes.get(VERSION + "/schema", text(request -> version(request).schema()));
    routes.get(VERSION + "/referencedby", json(this::referencedBy));
    routes.get("/schemas/types", json(request -> List.of("AVRO")));
    routes.get(ID, json(request -> Map.of("schema", registry.schema(id(request)))));
    routes.get(ID + "/schema", text(request -> registry.schema(id(request))));
    routes.get(ID + "/subjects", json(this::subjectsOfId));
    routes.get(ID + "/versions", json(this::versionsOfId));
    routes.post("/compatibility" + VERSION, json(this::compatibility));
    routes.post("/compatibility" + VERSIONS, json(this::compatibility));
    routes.get("/config", json(request -> level(registry.level())));
    routes.put("/config", json(request -> setLevel(request, Optional.empty())));
    routes.delete("/config", json(request -> removeLevel(Optional.empty())));
    routes.get("/config/{subject}", json(this::subjectLevel));
    routes.put(
        "/config/{subject}", json(request -> setLevel(request, Optional.of(subject(request)))));
    routes.delete("/config/{subject}", json(request -> removeLevel(Optional.of(subject(request)))));
    routes.get("/mode", json(request -> Map.of("mode", "READWRITE")));
    routes.get("/mode/{subject}", json(request -> Map.of("mode", "READWRITE")));
  }

  /** Writes an error as Confluent's registry does. */
  static void error(Context context, int code, String message) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error_code", code);
    body.put("message", message);
    context.status(code >= 1_000 ? code / 100 : code);
    write(context, body);
  }

  /** Whether one of these routes has answered, and not the server itself. */
  static boolean answered(Context context) {
    return CONTENT_TYPE.equals(context.res().getContentType());
  }

  private static void write(Context context, Object answer) {
    try {
      context.result(JSON.writeValueAsBytes(answer)).contentType(CONTENT_TYPE);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer cannot be written as JSON", e);
    }
  }

  private static Handler json(Endpoint endpoint) {
    return text(
        context -> {
          write(context, endpoint.answer(context));
          return null;
        });
  }

  /** A handler for an endpoint whose answer, unless it has written one itself, is bare text. */
  private static Handler text(Endpoint endpoint) {
    return context -> {
      try {
        if (endpoint.answer(context) instanceof String text) {
          context.result(text).contentType(CONTENT_TYPE);
        }
      } catch (RegistryException e) {
        error(context, e.code(), e.getMessage());
      } catch (BadRequest e) {
        error(context, e.code, e.getMessage());
      } catch (RegistryUnavailableException e) {
        LOG.warn("a request to the embedded registry failed: {}", e.getMessage(), e);
        error(context, STORE_FAILED, e.getMessage());
      }
    };
  }

  private Object subjects(Context request) {
    String prefix = Optional.ofNullable(request.queryParam("subjectPrefix")).orElse("");
    return registry.subjects(flag(request, "deleted")).stream()
        .filter(subject -> subject.startsWith(prefix))
        .toList();
  }

  private Object find(Context request) {
    return described(
        registry.find(subject(request), schema(body(request)), flag(request, "deleted")));
  }

  private Object register(Context request) {
    return Map.of("id", registry.register(subject(request), schema(body(request))));
  }

  private Object versions(Context request) {
    return registry.versions(subject(request), flag(request, "deleted")).stream()
        .map(RegisteredSchema::version)
        .toList();
  }

  private RegisteredSchema version(Context request) {
    return registry.version(
        subject(request), request.pathParam("version"), flag(request, "deleted"));
  }

  private Object referencedBy(Context request) {
    version(request);
    return List.of();
  }

  private Object deleteSubject(Context request) {
    return registry.deleteSubject(subject(request), flag(request, "permanent"));
  }

  private Object deleteVersion(Context request) {
    return registry.deleteVersion(
        subject(request), request.pathParam("version"), flag(request, "permanent"));
  }

  private Object subjectsOfId(Context request) {
    return registry.uses(id(request), flag(request, "deleted")).stream()
        .map(RegisteredSchema::subject)
        .distinct()
        .toList();
  }

  private Object versionsOfId(Context request) {
    return registry.uses(id(request), flag(request, "deleted")).stream()
        .map(use -> Map.of("subject", use.subject(), "version", use.version()))
        .toList();
  }

  private Object compatibility(Context request) {
    String schema = schema(body(request));
    String version = request.pathParamMap().get("version");
    List<String> problems =
        version == null
            ? registry.problems(subject(request), schema)
            : registry.problems(subject(request), schema, version);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("is_compatible", problems.isEmpty());
    if (flag(request, "verbose")) {
      answer.put("messages", problems);
    }
    return answer;
  }

  private Object subjectLevel(Context request) {
    try {
      return level(registry.level(subject(request)));
    } catch (RegistryException e) {
      if (flag(request, "defaultToGlobal")) {
        return level(registry.level());
      }
      throw e;
    }
  }

  private Object setLevel(Context request, Optional<String> subject) {
    CompatibilityLevel level =
        CompatibilityLevel.named(body(request).path("compatibility").asText());
    registry.setLevel(subject, level);
    return Map.of("compatibility", level.name());
  }

  private Object removeLevel(Optional<String> subject) {
    return level(registry.removeLevel(subject));
  }

  private static Map<String, Object> level(CompatibilityLevel level) {
    return Map.of("compatibilityLevel", level.name());
  }

  private static Map<String, Object> described(RegisteredSchema schema) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("subject", schema.subject());
    answer.put("version", schema.version());
    answer.put("id", schema.id());
    answer.put("schema", schema.schema());
    return answer;
  }

  private static String subject(Context request) {
    return request.pathParam("subject");
  }

  private static int id(Context request) {
    String id = request.pathParam("id");
    try {
      return Integer.parseInt(id);
    } catch (NumberFormatException e) {
      throw new BadRequest(404, "\"" + id + "\" is no schema id; give a whole number");
    }
  }

  private static boolean flag(Context request, String name) {
    return Boolean.parseBoolean(request.queryParam(name));
  }

  private static String schema(JsonNode body) {
    String type = body.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw new BadRequest(
          42201, "Invalid schema: its type is " + type + "; this registry keeps AVRO only");
    }
    if (!body.path("references").isEmpty()) {
      throw new BadRequest(
          42201, "Invalid schema: it has references; write the types it needs into it");
    }
    JsonNode schema = body.path("schema");
    if (!schema.isTextual()) {
      throw new BadRequest(42201, "Invalid schema: the field \"schema\" must hold it as a string");
    }
    return schema.textValue();
  }

  private static JsonNode body(Context request) {
    String type = Optional.ofNullable(request.contentType()).orElse("").toLowerCase(Locale.ROOT);
    // Forms and plain text are what a foreign web page could make a browser send here.
    if (!type.contains("json")) {
      throw new BadRequest(415, "the content type is not JSON; send " + CONTENT_TYPE);
    }
    try {
      byte[] bytes = request.bodyInputStream().readNBytes(MAX_BODY + 1);
      if (bytes.length > MAX_BODY) {
        throw new BadRequest(413, "the request has more than " + MAX_BODY + " bytes; send less");
      }
      JsonNode body = JSON.readTree(bytes);
      if (body.isObject()) {
        return body;
      }
    } catch (JsonProcessingException e) {
      throw new BadRequest(400, "the request is no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new BadRequest(400, "the request could not be read to its end");
    }
    throw new BadRequest(400, "the request is no JSON object");
  }
}
