package freshet.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * A registry reached over Confluent's REST API.
 *
 * <p>Answers that cannot change are remembered. Each address is asked at most once per question,
 * beginning with the one that answered last; an answer of 4xx is final.
 */
public final class RegistryClient implements SchemaRegistry {
  private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final int SUBJECT_NOT_FOUND = 40401;
  private static final int VERSION_NOT_FOUND = 40402;
  private static final int SCHEMA_NOT_FOUND = 40403;
  private static final int CONFLICT = 409;
  private static final int UNPROCESSABLE = 422;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RegistrySettings settings;
  private final HttpClient http;
  private final BoundedCache<Integer, Schema> schemas;
  private final BoundedCache<SubjectSchema, Integer> registered;
  private final BoundedCache<SubjectSchema, Integer> found;
  private volatile int preferred;

  private record SubjectSchema(String subject, Schema schema) {}

  public RegistryClient(RegistrySettings settings) {
    this.settings = settings;
    this.http =
        HttpClient.newBuilder()
            // Not every registry stands the upgrade that the client would try otherwise.
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.connectTimeout())
            .build();
    this.schemas = new BoundedCache<>(settings.cacheCapacity());
    this.registered = new BoundedCache<>(settings.cacheCapacity());
    this.found = new BoundedCache<>(settings.cacheCapacity());
  }

  @Override
  public int register(String subject, Schema schema) {
    SubjectSchema key = new SubjectSchema(subject, schema);
    Integer known = registered.get(key);
    if (known != null) {
      return known;
    }
    int id = id(ask("/subjects/" + encoded(subject) + "/versions", body(schema)));
    registered.put(key, id);
    return id;
  }

  @Override
  public int idOf(String subject, Schema schema) {
    SubjectSchema key = new SubjectSchema(subject, schema);
    Integer known = found.get(key);
    if (known != null) {
      return known;
    }
    int id = id(ask("/subjects/" + encoded(subject) + "?normalize=true", body(schema)));
    found.put(key, id);
    return id;
  }

  @Override
  public Schema schema(int id) {
    Schema known = schemas.get(id);
    if (known != null) {
      return known;
    }
    Schema schema = Schemas.parse(text(ask("/schemas/ids/" + id, null), "schema"));
    schemas.put(id, schema);
    return schema;
  }

  @Override
  public RegisteredSchema latest(String subject) {
    JsonNode answer = ask("/subjects/" + encoded(subject) + "/versions/latest", null);
    return new RegisteredSchema(
        subject, answer.path("version").asInt(), id(answer), text(answer, "schema"));
  }

  private static String encoded(String subject) {
    return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String body(Schema schema) {
    return JSON.createObjectNode().put("schema", schema.toString()).toString();
  }

  private int id(JsonNode answer) {
    JsonNode id = answer.path("id");
    if (!id.isInt()) {
      throw notARegistry("its answer has no id");
    }
    return id.intValue();
  }

  private String text(JsonNode answer, String field) {
    JsonNode text = answer.path(field);
    if (!text.isTextual()) {
      throw notARegistry("its answer has no " + field);
    }
    return text.textValue();
  }

  /**
   * Asks the addresses in turn until one answers.
   *
   * @param body JSON to post, or null to get
   */
  private JsonNode ask(String path, String body) {
    long end = System.nanoTime() + settings.deadline().toNanos();
    int first = preferred;
    String problem = "no time was left";
    Throwable cause = null;
    for (int i = 0; i < settings.urls().size(); i++) {
      long left = Math.min(settings.requestTimeout().toNanos(), end - System.nanoTime());
      if (left <= 0) {
        break;
      }
      int index = (first + i) % settings.urls().size();
      URI base = settings.urls().get(index);
      try {
        HttpResponse<byte[]> response = send(base, path, body, left);
        if (response.statusCode() < 500) {
          preferred = index;
          return understand(base, response);
        }
        problem = "it answers with status " + response.statusCode();
      } catch (IOException e) {
        problem = "it cannot be reached";
        cause = e;
      } catch (TimeoutException e) {
        problem = "it did not answer within " + Duration.ofNanos(left).toMillis() + " ms";
        cause = e;
      }
    }
    throw new RegistryUnavailableException(
        "the schema registry at %s is unavailable (%s); start it, or correct %s"
            .formatted(settings.addresses(), problem, RegistrySettings.URL),
        cause);
  }

  private HttpResponse<byte[]> send(URI base, String path, String body, long nanos)
      throws IOException, TimeoutException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofNanos(nanos))
            .header("Accept", CONTENT_TYPE + ", application/json");
    settings.authorization().ifPresent(value -> request.header("Authorization", value));
    if (body != null) {
      request.header("Content-Type", CONTENT_TYPE).POST(HttpRequest.BodyPublishers.ofString(body));
    }
    // The request's own limit ends with the answer's first line; this one covers its body too.
    CompletableFuture<HttpResponse<byte[]>> response =
        http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    try {
      return response.get(nanos, TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } finally {
      response.cancel(true);
    }
  }

  private JsonNode understand(URI base, HttpResponse<byte[]> response) {
    JsonNode answer;
    try {
      answer = JSON.readTree(response.body());
    } catch (IOException e) {
      throw new RegistryUnavailableException(
          "what answers at %s with status %d is not a schema registry; correct %s"
              .formatted(base, response.statusCode(), RegistrySettings.URL),
          e);
    }
    if (response.statusCode() / 100 == 2) {
      return answer;
    }
    int code = answer.path("error_code").asInt();
    String message = answer.path("message").asText("");
    boolean itsLastWord =
        switch (code) {
          case SUBJECT_NOT_FOUND, VERSION_NOT_FOUND, SCHEMA_NOT_FOUND -> true;
          default -> response.statusCode() == CONFLICT || response.statusCode() == UNPROCESSABLE;
        };
    if (itsLastWord) {
      throw new SerializationException(
          "the schema registry at %s says no: %s (%d)".formatted(base, message, code));
    }
    throw new RegistryUnavailableException(
        "the schema registry at %s turns us away with status %d %s; check %s and %s"
            .formatted(
                base,
                response.statusCode(),
                message,
                RegistrySettings.URL,
                RegistrySettings.USER_INFO));
  }

  private RegistryUnavailableException notARegistry(String problem) {
    return new RegistryUnavailableException(
        "what answers at %s is not a schema registry (%s); correct %s"
            .formatted(settings.addresses(), problem, RegistrySettings.URL));
  }
}
