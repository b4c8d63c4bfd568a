package freshet.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import freshet.http.Caller.Answer;
import freshet.http.model.GetModels;
import freshet.http.model.Models;
import freshet.http.model.PostActivation;
import freshet.http.model.PostRetrain;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelsTest {
  private static final Instant CREATED = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final FakeModels models = new FakeModels();
  private FreshetServer server;
  private Caller caller;

  @BeforeEach
  void start() {
    server =
        FreshetServer.start(
            ServerSettings.at("127.0.0.1", 0),
            new FakeBackend().ports(),
            new GetModels(models),
            new PostRetrain(models, PATIENCE),
            new PostActivation(models, PATIENCE));
    caller = new Caller(server.port());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Models that a test sets. */
  private static final class FakeModels implements Models {
    private final List<Model> all = new ArrayList<>();
    private final List<Wishes> asked = new CopyOnWriteArrayList<>();
    private final List<String> activated = new CopyOnWriteArrayList<>();
    private Optional<Training> training = Optional.empty();
    private Optional<Failure> lastFailure = Optional.empty();
    private boolean silent;

    void add(String version, String state, boolean active, String why, OptionalLong bytes) {
      all.add(
          new Model(
              version,
              state,
              active,
              Optional.ofNullable(why),
              CREATED,
              bytes,
              Map.of("ladder.ndcg", 0.2),
              List.of("r1")));
    }

    @Override
    public Overview overview() {
      return new Overview(
          all.stream().filter(Model::active).map(Model::version).findFirst(),
          Optional.of("v2"),
          "model v2 answers",
          "open (it was slow)",
          training,
          lastFailure,
          all);
    }

    @Override
    public CompletableFuture<String> retrain(Wishes wishes) {
      asked.add(wishes);
      return silent ? new CompletableFuture<>() : CompletableFuture.completedFuture("id-1");
    }

    @Override
    public CompletableFuture<Void> activate(String version) {
      activated.add(version);
      return silent ? new CompletableFuture<>() : CompletableFuture.completedFuture(null);
    }
  }

  @Test
  void all_that_is_known_of_models_is_told() {
    models.add("v2", "released", true, null, OptionalLong.of(900));
    models.add("v1", "refused", false, "it is worse", OptionalLong.empty());
    models.training =
        Optional.of(
            new Models.Training(
                "v3",
                CREATED,
                Optional.of("1"),
                "training",
                3,
                36,
                0.42,
                OptionalDouble.of(6.1),
                OptionalDouble.empty(),
                OptionalLong.of(840),
                Optional.empty()));
    models.lastFailure = Optional.of(new Models.Failure("v0", CREATED, "the disk was full"));

    Answer answer = caller.get("/v1/models");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.response().body())
        .isEqualTo(
            "{\"active\":\"v2\",\"live\":\"v2\",\"status\":\"model v2 answers\",\"breaker\":\"open (it was slow)\","
                + "\"training\":{\"version\":\"v3\",\"since\":\"2026-03-01T12:00:00Z\",\"instance\":\"1\",\"phase\":\"training\",\"epoch\":3,\"epochs\":36,\"share\":0.42,\"loss\":6.1,\"secondsLeft\":840},"
                + "\"lastFailure\":{\"version\":\"v0\",\"since\":\"2026-03-01T12:00:00Z\",\"why\":\"the disk was full\"},"
                + "\"models\":["
                + "{\"version\":\"v2\",\"state\":\"released\",\"active\":true,\"created\":\"2026-03-01T12:00:00Z\",\"bytes\":900,\"metrics\":{\"ladder.ndcg\":0.2},\"requests\":[\"r1\"]},"
                + "{\"version\":\"v1\",\"state\":\"refused\",\"active\":false,\"why\":\"it is worse\",\"created\":\"2026-03-01T12:00:00Z\",\"metrics\":{\"ladder.ndcg\":0.2},\"requests\":[\"r1\"]}]}");
  }

  @Test
  void a_model_is_asked_for_without_a_body() {
    Answer answer = caller.send("POST", "/v1/models/retrain", null, null);

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("request").asText()).isEqualTo("id-1");
    assertThat(models.asked)
        .containsExactly(
            new Models.Wishes(OptionalInt.empty(), OptionalInt.empty(), OptionalLong.empty()));
  }

  @Test
  void a_body_says_how_the_training_differs() {
    Answer answer = caller.postJson("/v1/models/retrain", "{\"days\":30,\"epochs\":5,\"seed\":7}");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(models.asked)
        .containsExactly(
            new Models.Wishes(OptionalInt.of(30), OptionalInt.of(5), OptionalLong.of(7)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"days\":0}|days",
        "{\"epochs\":1.5}|epochs",
        "{\"seed\":-1}|seed",
        "{\"days\":\"seven\"}|days",
        "{\"day\":7}|day"
      })
  void a_wish_that_makes_no_sense_is_refused_by_name(String body, String field) {
    Answer answer = caller.postJson("/v1/models/retrain", body);

    assertThat(answer.status()).isBetween(400, 422);
    JsonNode problem = answer.problem(answer.status());
    assertThat(problem.path("field").asText()).isEqualTo(field);
    assertThat(problem.path("detail").asText()).contains("give");
    assertThat(models.asked).isEmpty();
  }

  @Test
  void a_body_that_is_too_long_or_a_list_is_refused() {
    caller.postJson("/v1/models/retrain", "[{\"days\":1}]").problem(400);
    caller.postJson("/v1/models/retrain", "{\"days\":1," + " ".repeat(5_000) + "}").problem(413);
    assertThat(models.asked).isEmpty();
  }

  @Test
  void a_log_that_does_not_confirm_in_time_is_unavailable() {
    models.silent = true;
    models.add("v1", "released", false, null, OptionalLong.of(1));

    assertThat(caller.send("POST", "/v1/models/retrain", null, null).problem(503).toString())
        .contains("send it again");
    caller.send("POST", "/v1/models/v1/activate", null, null).problem(503);
  }

  @Test
  void a_released_model_is_activated() {
    models.add("v1", "released", false, null, OptionalLong.of(1));

    Answer answer = caller.send("POST", "/v1/models/v1/activate", null, null);

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("version").asText()).isEqualTo("v1");
    assertThat(models.activated).containsExactly("v1");
  }

  @Test
  void an_unknown_version_is_answered_with_those_that_are_known() {
    models.add("v2", "released", true, null, OptionalLong.of(1));
    models.add("v1", "expired", false, "to make room", OptionalLong.empty());

    JsonNode problem = caller.send("POST", "/v1/models/v9/activate", null, null).problem(404);

    assertThat(problem.path("detail").asText())
        .isEqualTo("there is no model \"v9\"; give one of v2");
    assertThat(problem.path("known").toString()).isEqualTo("[\"v2\"]");
  }

  @Test
  void a_refused_model_serves_only_when_forced() {
    models.add("v1", "refused", false, "it is worse", OptionalLong.of(1));

    JsonNode problem = caller.send("POST", "/v1/models/v1/activate", null, null).problem(409);
    assertThat(problem.path("detail").asText())
        .isEqualTo(
            "model v1 was refused: it is worse; add ?force=true to let it serve all the same");
    assertThat(models.activated).isEmpty();

    assertThat(caller.send("POST", "/v1/models/v1/activate?force=true", null, null).status())
        .isEqualTo(202);
    assertThat(models.activated).containsExactly("v1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"training", "uploading", "failed", "expired", "refused"})
  void a_model_without_an_artifact_cannot_be_forced(String state) {
    models.add("v1", state, false, null, OptionalLong.empty());

    caller.send("POST", "/v1/models/v1/activate?force=true", null, null).problem(409);

    assertThat(models.activated).isEmpty();
  }
}
