package freshet.http.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import freshet.http.description.Answer;
import freshet.http.description.Body;
import freshet.http.description.Description;
import freshet.http.description.Parameter;
import freshet.http.exchange.Problem;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The API as OpenAPI 3 writes it, made of the descriptions that its routes carry. */
public final class OpenApiDocument {
  /** Of the API, as its addresses have it; the program has others. */
  private static final String VERSION = "1";

  private static final String PROBLEM = "Problem";
  private static final int LONGEST_ID = 256;

  /** What the guard answers, where the settings want one. */
  private static final List<Integer> GUARDED = List.of(401, 403, 429);

  private static final String BEARER = "bearer";
  private static final String HEADER = "header";
  private static final Map<Integer, String> PROBLEMS =
      Map.ofEntries(
          Map.entry(
              400, "It cannot be read: a parameter or field is missing, unknown or out of range"),
          Map.entry(401, "Keys are needed, and none that is known was sent"),
          Map.entry(403, "The key has no right to this"),
          Map.entry(404, "What is named is not known"),
          Map.entry(408, "The body did not arrive in time"),
          Map.entry(409, "What is asked for is not possible as things stand"),
          Map.entry(413, "The body is too large, or has too many elements"),
          Map.entry(415, "The body is not of a kind that can be read"),
          Map.entry(422, "It can be read, but breaks a rule"),
          Map.entry(429, "Too many requests; Retry-After says when to try again"),
          Map.entry(500, "A defect; the log tells it under the id that error gives"),
          Map.entry(
              503, "Something it needs does not answer now; Retry-After says when to try again"));

  private final RecordSchemas schemas = new RecordSchemas();
  private final OpenAPI document;

  private OpenApiDocument() {
    this.document =
        new OpenAPI()
            .info(
                new Info()
                    .title("Freshet")
                    .version(VERSION)
                    .description(
                        "A recommender that learns while people click. Every GET also answers"
                            + " HEAD; ids in paths are percent-encoded, 1 to 256 characters"
                            + " without control characters. Unknown query parameters are"
                            + " refused."))
            .servers(List.of(new Server().url("/")))
            // Keys are needed only where the settings want them, so nothing may be sent as well.
            .security(
                List.of(
                    new SecurityRequirement(),
                    new SecurityRequirement().addList(BEARER),
                    new SecurityRequirement().addList(HEADER)));
  }

  /**
   * The document of a server's routes as UTF-8 JSON; those that carry no {@link Description} are
   * not part of the API.
   */
  public static byte[] of(List<Endpoint> routes) {
    OpenApiDocument writing = new OpenApiDocument();
    for (Endpoint route : routes) {
      Description description = route.metadata(Description.class);
      if (description != null) {
        writing.add(route.method, route.path, description);
      }
    }
    return writing.json();
  }

  private void add(HandlerType method, String path, Description description) {
    PathItem item =
        Optional.ofNullable(document.getPaths())
            .map(paths -> paths.get(path))
            .orElseGet(PathItem::new);
    item.operation(
        PathItem.HttpMethod.valueOf(method.name()), operation(method, path, description));
    document.path(path, item);
  }

  private Operation operation(HandlerType method, String path, Description description) {
    Operation operation =
        new Operation()
            .operationId(id(method, path))
            .addTagsItem(description.subject())
            .summary(description.summary());
    if (!description.more().isEmpty()) {
      operation.description(description.more());
    }
    description.parameters().forEach(one -> operation.addParametersItem(parameter(one)));
    description.body().ifPresent(body -> operation.requestBody(body(body)));
    ApiResponses responses = new ApiResponses();
    description
        .answers()
        .forEach(
            answer ->
                responses.addApiResponse(Integer.toString(answer.status()), response(answer)));
    description.problems().forEach(status -> addProblem(responses, status));
    if (description.body().isPresent()) {
      addProblem(responses, 408);
    }
    if (!isProbe(path)) {
      GUARDED.forEach(status -> addProblem(responses, status));
    }
    addProblem(responses, 500);
    return operation.responses(responses);
  }

  /** Whoever asks whether the process lives needs no key and may always ask. */
  private static boolean isProbe(String path) {
    return path.startsWith("/health/");
  }

  /** Such as getUsersUserRecommendations: what generators call their methods. */
  private static String id(HandlerType method, String path) {
    StringBuilder id = new StringBuilder(method.name().toLowerCase(Locale.ROOT));
    for (String word : path.replaceFirst("^/v1", "").split("[^A-Za-z0-9]+", -1)) {
      if (!word.isEmpty()) {
        id.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
      }
    }
    return id.toString();
  }

  private static io.swagger.v3.oas.models.parameters.Parameter parameter(Parameter parameter) {
    boolean path = parameter.place() == Parameter.Place.PATH;
    io.swagger.v3.oas.models.parameters.Parameter said =
        new io.swagger.v3.oas.models.parameters.Parameter()
            .name(parameter.name())
            .in(path ? "path" : "query")
            .required(path ? true : null)
            .description(parameter.meaning())
            .schema(schema(parameter));
    parameter.examples().stream().findFirst().ifPresent(said::example);
    if (parameter.kind() == Parameter.Kind.TEXTS) {
      said.explode(true);
    }
    return said;
  }

  private static Schema<?> schema(Parameter parameter) {
    return switch (parameter.kind()) {
      case TEXT -> {
        StringSchema text = new StringSchema();
        if (parameter.place() == Parameter.Place.PATH) {
          text.minLength(1).maxLength(parameter.most().orElse(LONGEST_ID));
        }
        parameter.otherwise().ifPresent(text::setDefault);
        yield text;
      }
      case TEXTS -> new ArraySchema().items(new StringSchema());
      case FLAG -> {
        BooleanSchema flag = new BooleanSchema();
        parameter.otherwise().ifPresent(value -> flag.setDefault(Boolean.valueOf(value)));
        yield flag;
      }
      case WHOLE_NUMBER -> {
        IntegerSchema number = new IntegerSchema();
        parameter.least().ifPresent(least -> number.minimum(BigDecimal.valueOf(least)));
        parameter.most().ifPresent(most -> number.maximum(BigDecimal.valueOf(most)));
        parameter.otherwise().ifPresent(value -> number.setDefault(Integer.valueOf(value)));
        yield number;
      }
    };
  }

  private RequestBody body(Body body) {
    Schema<?> one = schemas.of(body.type());
    Content content = new Content();
    if (body.many()) {
      Schema<?> many = new Schema<>();
      many.addOneOfItem(one).addOneOfItem(new ArraySchema().items(one));
      content.addMediaType("application/json", new MediaType().schema(many));
      content.addMediaType("application/x-ndjson", new MediaType().schema(one));
    } else {
      content.addMediaType("application/json", new MediaType().schema(one));
    }
    return new RequestBody().required(body.required()).content(content);
  }

  private ApiResponse response(Answer answer) {
    return new ApiResponse()
        .description(answer.meaning())
        .content(
            new Content()
                .addMediaType(answer.contentType(), new MediaType().schema(schema(answer))));
  }

  private Schema<?> schema(Answer answer) {
    List<Class<?>> types = answer.types();
    if (types.isEmpty()) {
      return new StringSchema();
    }
    if (types.size() == 1) {
      return schemas.of(types.get(0));
    }
    Schema<?> either = new Schema<>();
    types.forEach(type -> either.addOneOfItem(schemas.of(type)));
    return either;
  }

  private void addProblem(ApiResponses responses, int status) {
    schemas.named().computeIfAbsent(PROBLEM, name -> problem());
    responses.addApiResponse(
        Integer.toString(status),
        new ApiResponse()
            .description(PROBLEMS.getOrDefault(status, "A problem"))
            .content(
                new Content()
                    .addMediaType(
                        Problem.CONTENT_TYPE,
                        new MediaType()
                            .schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM)))));
  }

  private static Schema<?> problem() {
    Schema<?> problem = new ObjectSchema().description("What went wrong, as RFC 9457 writes it");
    problem.addProperty("type", new StringSchema());
    problem.addProperty("title", new StringSchema());
    problem.addProperty("status", new IntegerSchema());
    problem.addProperty("detail", new StringSchema().description("What is wrong; then the cure"));
    problem.addProperty("field", new StringSchema().description("The field to blame"));
    problem.addProperty("cure", new StringSchema());
    problem.setRequired(List.of("type", "title", "status", "detail"));
    problem.setAdditionalProperties(true);
    return problem;
  }

  private byte[] json() {
    Components components = new Components();
    schemas.named().forEach(components::addSchemas);
    components
        .addSecuritySchemes(
            BEARER, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"))
        .addSecuritySchemes(
            HEADER,
            new SecurityScheme()
                .type(SecurityScheme.Type.APIKEY)
                .in(SecurityScheme.In.HEADER)
                .name("X-API-Key"));
    document.components(components);
    try {
      return Json.mapper().writeValueAsString(document).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the API's document cannot be written as JSON", e);
    }
  }
}
