package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import freshet.model.release.retrain.RetrainTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A model is asked for over HTTP, trained in a process of its own, and serves. */
@Timeout(240)
class RetrainedModelIT {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final int ITEMS = 30;
  private static final int USERS = 150;
  private static final int STEPS = 12;

  @TempDir private Path data;
  private ModelSite site;

  private RunningFreshet start() throws IOException {
    // So few interactions teach little: here a model may be worse than none.
    RunningFreshet freshet = RunningFreshet.start(data, Map.of("model.tolerance", 1));
    site = new ModelSite(freshet.http());
    return freshet;
  }

  /** After each item users turn to the next. */
  private void teach() throws IOException {
    site.addItems(ITEMS);
    List<String> events = new ArrayList<>();
    for (int user = 0; user < USERS; user++) {
      for (int step = 0; step < STEPS; step++) {
        events.add(
            """
            {"eventId":"%d-%d","user":"u%d","item":"i%d","type":"view","time":%d}"""
                .formatted(
                    user,
                    step,
                    user,
                    (user * 7 + step) % ITEMS,
                    1_750_000_000_000L + user * 100_000L + step * 1_000L));
      }
    }
    for (int from = 0; from < events.size(); from += 500) {
      List<String> batch = events.subList(from, Math.min(events.size(), from + 500));
      assertThat(site.http().postLines("/v1/interactions", batch).status()).isEqualTo(202);
    }
  }

  private String ask(String wishes) throws IOException {
    HttpCaller.Answer answer = site.http().post("/v1/models/retrain", wishes);
    assertThat(answer.status()).isEqualTo(202);
    return answer.body().path("request").asText();
  }

  /** Waits for what came of a request; its version. */
  private String awaitReleased(String request) {
    JsonNode model =
        await("the model is released")
            .atMost(SOON)
            .until(() -> modelOf(request), found -> !isUnderWay(found));
    assertThat(model.path("state").asText()).as(model.toString()).isEqualTo("released");
    String version = model.path("version").asText();
    await("it answers")
        .atMost(SOON)
        .until(() -> site.models().path("live").asText().equals(version));
    return version;
  }

  private static boolean isUnderWay(JsonNode model) {
    return model.isMissingNode() || Set.of("training", "uploading").contains(state(model));
  }

  private static String state(JsonNode model) {
    return model.path("state").asText();
  }

  private JsonNode modelOf(String request) throws IOException {
    for (JsonNode model : site.models().path("models")) {
      if (model.path("requests").toString().contains(request)) {
        return model;
      }
    }
    return site.models().path("none");
  }

  private static Set<String> layers(JsonNode slate) {
    return slate.path("items").findValuesAsText("layer").stream().collect(Collectors.toSet());
  }

  @Test
  void
      what_was_asked_for_is_trained_released_and_answers_and_can_be_taken_back_and_a_killed_training_is_told_of()
          throws Exception {
    try (RunningFreshet freshet = start()) {
      teach();
      assertThat(site.models().path("status").asText()).isEqualTo("no model has been released yet");
      assertThat(layers(site.http().slate("u1", 5))).doesNotContain("model");

      String first = awaitReleased(ask("{\"epochs\":30,\"seed\":1}"));

      JsonNode models = site.models();
      assertThat(models.path("active").asText()).isEqualTo(first);
      assertThat(models.path("training").isMissingNode()).isTrue();
      assertThat(models.at("/models/0/metrics/ladder.ndcg").asDouble()).isPositive();
      assertThat(site.sentence()).isEqualTo("model %s answers".formatted(first));
      JsonNode slate = site.http().slate("u1", 5);
      assertThat(layers(slate)).containsExactly("model");
      assertThat(slate.path("degraded").asBoolean()).isFalse();

      newUsersGetAnotherSlateAfterTheirFirstInteraction();
      newItemsAreRankedByTheirContent();

      aTrainingThatIsKilledIsToldOf("model %s answers".formatted(first));

      String second = awaitReleased(ask("{\"epochs\":1,\"seed\":2}"));
      assertThat(site.models().path("lastFailure").isMissingNode()).isTrue();
      assertThat(second).isNotEqualTo(first);
      assertThat(site.http().post("/v1/models/%s/activate".formatted(first), "").status())
          .isEqualTo(202);
      site.awaitSentence("model %s answers".formatted(first));
      assertThat(site.models().path("active").asText()).isEqualTo(first);
      assertThat(layers(site.http().slate("u1", 5))).containsExactly("model");
      assertThat(freshet.topics().all(RetrainTopic.NAME)).hasSize(3);
      assertThat(freshet.topics().all("interactions-dead-letters")).isEmpty();
    }
  }

  private void newUsersGetAnotherSlateAfterTheirFirstInteraction() throws IOException {
    JsonNode before = site.http().slate("new", 5);
    assertThat(layers(before)).doesNotContain("model");
    assertThat(HttpCaller.ids(before)).hasSize(5);

    site.interact("new", "view", 12);

    JsonNode after = site.http().slate("new", 5);
    assertThat(layers(after)).containsExactly("model");
    assertThat(HttpCaller.ids(after)).isNotEqualTo(HttpCaller.ids(before)).contains("i13");
  }

  /**
   * One is like the items from 10 to 19, the other like those from 20 on: each where it belongs.
   */
  private void newItemsAreRankedByTheirContent() throws IOException {
    for (String tag : List.of("t1", "t2")) {
      site.http()
          .put(
              "/v1/items/new-" + tag,
              "{\"type\":\"page\",\"tags\":[\"%s\"],\"created\":\"2020-01-01T00:00:00Z\"}"
                  .formatted(tag));
    }
    site.interact("reader", "view", 14);
    await("the model proposes what it has not learned")
        .atMost(SOON)
        .untilAsserted(
            () -> {
              List<String> ids = site.http().items("reader", ITEMS + 1);
              assertThat(ids).contains("new-t1", "new-t2");
              assertThat(ids.indexOf("new-t1")).isLessThan(ids.indexOf("new-t2"));
              assertThat(layers(site.http().slate("reader", ITEMS + 1))).contains("model");
            });
  }

  /** Whether the training process has kept what the first epoch made. */
  private boolean hasLearned() throws IOException {
    try (Stream<Path> files = Files.walk(data.resolve("models"))) {
      return files.anyMatch(file -> file.endsWith("best"));
    }
  }

  /**
   * And nothing is left of it.
   *
   * @param meanwhile what the live model's health says
   */
  private void aTrainingThatIsKilledIsToldOf(String meanwhile) throws IOException {
    ask("{\"epochs\":10000}");
    // Files come and go while they are looked at.
    await("an epoch is over").atMost(SOON).ignoreExceptions().until(this::hasLearned);
    assertThat(site.models().path("training").isObject()).isTrue();
    ProcessHandle trainer =
        ProcessHandle.current()
            .children()
            .filter(child -> child.info().commandLine().orElse("").contains(data.toString()))
            .findFirst()
            .orElseThrow();

    trainer.destroyForcibly();

    await("it is told of")
        .atMost(SOON)
        .until(() -> !site.models().path("lastFailure").isMissingNode());
    assertThat(site.models().at("/lastFailure/why").asText())
        .isEqualTo(
            "the training process was ended by signal 9; where that was for its memory, lower model.retrain.heap or model.retrain.days");
    assertThat(site.models().path("models").findValuesAsText("state")).contains("failed");
    assertThat(site.sentence()).isEqualTo(meanwhile);
    assertThat(layers(site.http().slate("u1", 5))).containsExactly("model");
    assertThat(data.resolve("models/training")).doesNotExist();
  }
}
