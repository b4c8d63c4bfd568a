package freshet.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import freshet.event.ContentType;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.http.Caller.Answer;
import freshet.http.live.EventStreams;
import freshet.http.live.GetLiveStream;
import freshet.http.live.LiveSettings;
import freshet.http.metrics.GetMetrics;
import freshet.http.slate.GetTrendingStream;
import freshet.recommend.Slate;
import io.javalin.http.HandlerType;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenApiTest {
  /** Written by hand, they are read by people only. */
  private static final Set<String> PAGES = Set.of("/", "/freshet.js", "/freshet.d.ts");

  private final FakeBackend backend = new FakeBackend();
  private final EventStreams streams = new EventStreams(LiveSettings.DEFAULT);
  private FreshetServer server;
  private Caller caller;

  @BeforeEach
  void start() {
    backend.items.put(
        new ItemId("rye"),
        new Item(
            new ItemId("rye"),
            new ContentType("post"),
            Optional.of("A dense rye"),
            List.of("bread"),
            Optional.empty(),
            Optional.of("ada"),
            Optional.of(FakeBackend.NOW),
            true));
    backend.slates =
        request ->
            new Slate(List.of(FakeBackend.popular("rye", 0.5)), true, Optional.of("it is noted"));
    ImpressionsTest.compareTwoWays(backend);
    server =
        FreshetServer.start(
            ServerSettings.at("127.0.0.1", 0),
            backend.ports(),
            new GetMetrics(() -> "up 1\n"),
            new GetTrendingStream(streams, backend, backend),
            new GetLiveStream(
                streams,
                () -> {
                  throw new IllegalStateException("not asked for here");
                }));
    caller = new Caller(server.port());
  }

  @AfterEach
  void stop() {
    streams.close();
    server.close();
  }

  @Test
  void the_document_is_valid() {
    SwaggerParseResult read =
        new OpenAPIV3Parser().readContents(caller.get("/v1/openapi.json").response().body());

    assertThat(read.getMessages()).isEmpty();
    assertThat(read.getOpenAPI().getPaths()).isNotEmpty();
  }

  @Test
  void every_route_is_in_the_document_and_nothing_else() {
    Set<String> routes =
        server.routes().stream()
            .filter(route -> isCall(route.method))
            .filter(route -> !isPage(route.path))
            .map(route -> route.method + " " + route.path)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(operations().keySet()).isEqualTo(routes);
    assertThat(routes).contains("POST /v1/interactions", "GET /v1/trending/stream");
  }

  @Test
  void what_the_guard_answers_is_documented_wherever_it_stands() {
    operations()
        .forEach(
            (route, operation) ->
                assertThat(
                        operation.getResponses().keySet().containsAll(Set.of("401", "403", "429")))
                    .as(route)
                    .isEqualTo(!route.startsWith("GET /health/")));
    assertThat(document().getComponents().getSecuritySchemes()).hasSize(2);
    assertThat(document().getSecurity()).hasSize(3);
  }

  @Test
  void a_line_of_a_batch_that_is_refused_is_documented_beside_the_slates() {
    Caller.Answer answer =
        caller.post(
            "/v1/recommendations/batch",
            "application/x-ndjson",
            "{\"user\":\"ann\"}\n{\"user\":7}");

    assertThat(answer.response().body().lines().skip(1))
        .containsExactly(
            "{\"index\":1,\"status\":400,\"field\":\"user\",\"reason\":\"user is a number; put it in quotes\"}");
    Schema<?> line =
        operations()
            .get("POST /v1/recommendations/batch")
            .getResponses()
            .get("200")
            .getContent()
            .get("application/x-ndjson")
            .getSchema();
    assertThat(line.getOneOf())
        .extracting(one -> one.get$ref())
        .containsExactly("#/components/schemas/SlateView", "#/components/schemas/RefusedLine");
  }

  @Test
  void a_session_may_be_as_long_as_the_document_says() {
    Parameter session =
        operations().get("GET /v1/sessions/{session}/recommendations").getParameters().get(0);

    assertThat(session.getSchema().getMaxLength()).isEqualTo(248);
    assertThat(caller.get("/v1/sessions/%s/recommendations".formatted("x".repeat(248))).status())
        .isEqualTo(200);
  }

  @Test
  void every_get_answers_head() {
    Set<String> heads = paths(HandlerType.HEAD);

    assertThat(heads).isEqualTo(paths(HandlerType.GET));
  }

  @Test
  void the_document_names_exactly_the_query_parameters_that_a_route_takes() {
    int asked = 0;
    for (Map.Entry<String, Operation> entry : operations().entrySet()) {
      if (!entry.getValue().getResponses().containsKey("400")) {
        continue;
      }
      String[] route = entry.getKey().split(" ", 2);
      JsonNode problem =
          caller.send(route[0], filled(route[1]) + "?no-such=1", null, null).problem(400);
      String taken = problem.path("cure").asText().replaceFirst("^use ", "");

      assertThat(taken).as(entry.getKey()).isEqualTo(queryNames(entry.getValue()));
      asked++;
    }
    assertThat(asked).isGreaterThan(8);
  }

  @Test
  void answers_are_as_the_document_says() {
    assertAsSaid("GET", "/v1/users/{user}/recommendations", "?explain=true", null, 200);
    assertAsSaid("GET", "/v1/users/{user}/profile", "", null, 200);
    assertAsSaid("GET", "/v1/users/{user}/slates", "", null, 200);
    assertAsSaid("GET", "/v1/engagement", "", null, 200);
    assertAsSaid("GET", "/v1/experiments", "", null, 200);
    assertAsSaid("GET", "/v1/items/{item}/similar", "", null, 200);
    assertAsSaid("GET", "/v1/items/{item}", "", null, 200);
    assertAsSaid("GET", "/v1/trending", "", null, 200);
    assertAsSaid("GET", "/health/live", "", null, 200);
    assertAsSaid("GET", "/health/ready", "", null, 200);
    assertAsSaid("PUT", "/v1/items/{item}", "", "{\"type\":\"post\"}", 202);
    assertAsSaid("DELETE", "/v1/items/{item}", "", null, 202);
    assertAsSaid("GET", "/v1/items/{item}", "", null, 404);
    assertAsSaid(
        "POST", "/v1/items", "", "[{\"item\":\"a\",\"type\":\"post\"},{\"item\":\"b\"}]", 202);
    assertAsSaid("POST", "/v1/items", "", "{\"item\":\"a\"}", 400);
    assertAsSaid(
        "POST",
        "/v1/interactions",
        "",
        "{\"user\":\"u\",\"item\":\"i\",\"type\":\"view\",\"time\":1000}",
        202);
    assertAsSaid(
        "POST", "/v1/interactions", "", "{\"user\":\"u\",\"item\":\"i\",\"type\":\"hug\"}", 422);
    assertAsSaid("GET", "/v1/users/{user}/recommendations", "?k=0", null, 400);
  }

  private void assertAsSaid(String method, String path, String query, String body, int status) {
    Answer answer =
        caller.send(method, filled(path) + query, body == null ? null : "application/json", body);
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
    OpenAPI document = document();
    Operation operation = operations(document).get(method + " " + path);
    var said = operation.getResponses().get(Integer.toString(status));
    assertThat(said).as(method + " " + path + " says nothing of " + status).isNotNull();
    String type = answer.header("Content-Type").replaceFirst(";.*", "");
    assertThat(said.getContent()).containsKey(type);
    assertFits(document, said.getContent().get(type).getSchema(), answer.json(), path);
  }

  /** Whether a value is of a schema and has nothing that the schema does not name. */
  private static void assertFits(OpenAPI document, Schema<?> schema, JsonNode value, String at) {
    if (schema.get$ref() != null) {
      String name = schema.get$ref().replaceFirst(".*/", "");
      assertFits(document, document.getComponents().getSchemas().get(name), value, at);
      return;
    }
    if (schema.getAllOf() != null) {
      schema.getAllOf().forEach(part -> assertFits(document, part, value, at));
      return;
    }
    switch (String.valueOf(schema.getType())) {
      case "object" -> {
        assertThat(value.isObject()).as(at).isTrue();
        Map<String, Schema<?>> properties = properties(schema);
        if (schema.getRequired() != null) {
          schema
              .getRequired()
              .forEach(name -> assertThat(value.has(name)).as(at + "." + name).isTrue());
        }
        value
            .properties()
            .forEach(
                field -> {
                  Schema<?> property = properties.get(field.getKey());
                  if (property == null
                      && schema.getAdditionalProperties() instanceof Schema<?> any) {
                    property = any;
                  }
                  if (property != null) {
                    assertFits(document, property, field.getValue(), at + "." + field.getKey());
                  } else {
                    assertThat(schema.getAdditionalProperties())
                        .as(at + " has " + field.getKey())
                        .isEqualTo(true);
                  }
                });
      }
      case "array" -> {
        assertThat(value.isArray()).as(at).isTrue();
        value.forEach(element -> assertFits(document, schema.getItems(), element, at + "[]"));
      }
      case "string" -> assertThat(value.isTextual()).as(at).isTrue();
      case "boolean" -> assertThat(value.isBoolean()).as(at).isTrue();
      case "integer" -> assertThat(value.isIntegralNumber()).as(at).isTrue();
      case "number" -> assertThat(value.isNumber()).as(at).isTrue();
      default -> assertThat(schema.getType()).as(at).isNull();
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Map<String, Schema<?>> properties(Schema<?> schema) {
    return schema.getProperties() == null ? Map.of() : (Map) schema.getProperties();
  }

  private Set<String> paths(HandlerType method) {
    return server.routes().stream()
        .filter(route -> route.method.equals(method))
        .map(route -> route.path)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isCall(HandlerType method) {
    return Set.of(HandlerType.GET, HandlerType.POST, HandlerType.PUT, HandlerType.DELETE)
        .contains(method);
  }

  private static boolean isPage(String path) {
    return PAGES.contains(path) || path.startsWith("/web/") || path.endsWith(".html");
  }

  private static String filled(String path) {
    return path.replaceAll("\\{[a-z]+}", "rye");
  }

  private static String queryNames(Operation operation) {
    List<Parameter> parameters =
        operation.getParameters() == null ? List.of() : operation.getParameters();
    String names =
        parameters.stream()
            .filter(parameter -> parameter.getIn().equals("query"))
            .map(Parameter::getName)
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "none" : names;
  }

  private OpenAPI document() {
    return new OpenAPIV3Parser()
        .readContents(caller.get("/v1/openapi.json").response().body())
        .getOpenAPI();
  }

  private Map<String, Operation> operations() {
    return operations(document());
  }

  private static Map<String, Operation> operations(OpenAPI document) {
    return document.getPaths().entrySet().stream()
        .flatMap(path -> operations(path.getKey(), path.getValue()))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (a, b) -> b, java.util.TreeMap::new));
  }

  private static Stream<Map.Entry<String, Operation>> operations(String path, PathItem item) {
    return item.readOperationsMap().entrySet().stream()
        .map(entry -> Map.entry(entry.getKey() + " " + path, entry.getValue()));
  }
}
