package freshet.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import freshet.registry.EmbeddedRegistry;
import freshet.registry.InMemorySchemaLog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryServerTest {
  private static final String JSON_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final String LONG = "{\"schema\":\"\\\"long\\\"\"}";
  private static final String DOUBLE = "{\"schema\":\"\\\"double\\\"\"}";
  private static final String INT = "{\"schema\":\"\\\"int\\\"\"}";

  private final HttpClient http = HttpClient.newHttpClient();
  private InMemorySchemaLog log;
  private RegistryServer server;

  @BeforeEach
  void start() {
    log = new InMemorySchemaLog();
    server = RegistryServer.start(new EmbeddedRegistry(log), "127.0.0.1", 0);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> send(String method, String path, BodyPublisher body, String type)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", type)
            .method(method, body)
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return send(
        method,
        path,
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body),
        JSON_TYPE);
  }

  private String get(String path) throws IOException, InterruptedException {
    return send("GET", path, (String) null).body();
  }

  private void register(String subject, String schema) throws IOException, InterruptedException {
    assertThat(send("POST", "/subjects/" + subject + "/versions", schema).statusCode())
        .isEqualTo(200);
  }

  @Test
  void the_content_type_is_confluents() throws Exception {
    HttpResponse<String> answer = send("GET", "/subjects", (String) null);

    assertThat(answer.headers().firstValue("Content-Type")).contains(JSON_TYPE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          /                                  | {}
          /subjects                          | ["s","t"]
          /subjects?subjectPrefix=t          | ["t"]
          /subjects/s/versions               | [1]
          /subjects/s/versions/1             | {"subject":"s","version":1,"id":1,"schema":"\\"long\\""}
          /subjects/s/versions/latest        | {"subject":"s","version":1,"id":1,"schema":"\\"long\\""}
          /subjects/s/versions/latest/schema | "long"
          /subjects/s/versions/1/referencedby| []
          /schemas/types                     | ["AVRO"]
          /schemas/ids/1                     | {"schema":"\\"long\\""}
          /schemas/ids/1/schema              | "long"
          /schemas/ids/1/subjects            | ["s"]
          /config                            | {"compatibilityLevel":"BACKWARD"}
          /config/s?defaultToGlobal=true     | {"compatibilityLevel":"BACKWARD"}
          /mode                              | {"mode":"READWRITE"}
          """)
  void questions_are_answered_as_confluent_does(String path, String answer) throws Exception {
    register("s", LONG);
    register("t", INT);

    assertThat(get(path)).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          GET    | /nowhere                         |                                          | 404 | 404
          GET    | /subjects/x/versions             |                                          | 404 | 40401
          GET    | /subjects/s/versions/9           |                                          | 404 | 40402
          GET    | /subjects/s/versions/nine        |                                          | 422 | 42202
          GET    | /schemas/ids/9                   |                                          | 404 | 40403
          GET    | /schemas/ids/nine                |                                          | 404 | 404
          GET    | /config/s                        |                                          | 404 | 40408
          POST   | /subjects/s                      | {"schema":"\\"string\\""}                | 404 | 40403
          POST   | /subjects/s/versions             | {"schema":"\\"string\\""}                | 409 | 409
          POST   | /subjects/s/versions             | {"schema":"nonsense"}                    | 422 | 42201
          POST   | /subjects/s/versions             | {}                                       | 422 | 42201
          POST   | /subjects/s/versions             | {"schema":"\\"long\\"","schemaType":"JSON"} | 422 | 42201
          POST   | /subjects/s/versions             | {"schema":"\\"long\\"","references":[{}]}| 422 | 42201
          POST   | /subjects/s/versions             | {"schema"                                | 400 | 400
          POST   | /subjects/s/versions             | []                                       | 400 | 400
          PUT    | /config                          | {"compatibility":"SIDEWAYS"}             | 422 | 42203
          DELETE | /subjects/x                      |                                          | 404 | 40401
          DELETE | /subjects/s?permanent=true       |                                          | 404 | 40405
          """)
  void errors_have_confluents_status_and_code(
      String method, String path, String body, int status, int code) throws Exception {
    register("s", LONG);

    HttpResponse<String> answer = send(method, path, body);

    assertThat(answer.statusCode()).isEqualTo(status);
    JsonNode error = new ObjectMapper().readTree(answer.body());
    assertThat(error.path("error_code").asInt()).isEqualTo(code);
    assertThat(error.path("message").asText()).isNotBlank();
  }

  @Test
  void levels_are_set_and_taken_back() throws Exception {
    String full = "{\"compatibility\":\"FULL\"}";

    assertThat(send("PUT", "/config/s", full).body()).isEqualTo(full);
    assertThat(get("/config/s")).isEqualTo("{\"compatibilityLevel\":\"FULL\"}");
    assertThat(send("DELETE", "/config/s", (String) null).body())
        .isEqualTo("{\"compatibilityLevel\":\"FULL\"}");
    assertThat(send("PUT", "/config", "{\"compatibility\":\"none\"}").body())
        .isEqualTo("{\"compatibility\":\"NONE\"}");
    assertThat(get("/config")).isEqualTo("{\"compatibilityLevel\":\"NONE\"}");
  }

  @Test
  void compatibility_is_told_with_the_reasons_if_asked() throws Exception {
    register("s", LONG);
    String path = "/compatibility/subjects/s/versions/latest";

    assertThat(send("POST", path, DOUBLE).body()).isEqualTo("{\"is_compatible\":true}");
    assertThat(send("POST", path + "?verbose=true", "{\"schema\":\"\\\"string\\\"\"}").body())
        .startsWith("{\"is_compatible\":false,\"messages\":[\"the new schema cannot read");
  }

  @Test
  void versions_are_deleted_one_by_one() throws Exception {
    register("s", LONG);

    assertThat(send("DELETE", "/subjects/s/versions/latest", (String) null).body()).isEqualTo("1");
    assertThat(get("/subjects?deleted=true")).isEqualTo("[\"s\"]");
    assertThat(send("DELETE", "/subjects/s/versions/1?permanent=true", (String) null).body())
        .isEqualTo("1");
    assertThat(get("/subjects?deleted=true")).isEqualTo("[]");
  }

  @Test
  void an_unusual_subject_is_a_subject() throws Exception {
    register("a%20b:%C3%A9", LONG);

    assertThat(get("/subjects")).isEqualTo("[\"a b:é\"]");
  }

  @Test
  void a_body_beyond_the_limit_is_refused() throws Exception {
    byte[] large = new byte[RegistryRoutes.MAX_BODY + 10];

    assertThat(
            send("POST", "/subjects/s/versions", BodyPublishers.ofByteArray(large), JSON_TYPE)
                .statusCode())
        .isEqualTo(413);
    assertThat(
            send(
                    "POST",
                    "/subjects/s/versions",
                    BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)),
                    JSON_TYPE)
                .statusCode())
        .isEqualTo(413);
  }

  @Test
  void what_a_foreign_page_could_send_is_refused() throws Exception {
    assertThat(
            send("POST", "/subjects/s/versions", BodyPublishers.ofString(LONG), "text/plain")
                .statusCode())
        .isEqualTo(415);
  }

  @Test
  void a_log_that_is_down_is_confluents_50001() throws Exception {
    log.breakDown();

    HttpResponse<String> answer = send("POST", "/subjects/s/versions", LONG);

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains("50001");
  }

  @Test
  void a_port_in_use_is_reported_in_one_sentence() {
    EmbeddedRegistry other = new EmbeddedRegistry(new InMemorySchemaLog());

    assertThatThrownBy(() -> RegistryServer.start(other, "127.0.0.1", server.port()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the schema registry cannot listen at 127.0.0.1:%d, which is in use or not ours; choose another port with --registry-port or schema.registry.port"
                .formatted(server.port()));
  }
}
