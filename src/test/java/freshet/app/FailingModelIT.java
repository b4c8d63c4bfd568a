package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A model that fails, or is slow, costs nobody an answer. */
@Timeout(180)
class FailingModelIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final HandMadeModel MODEL = new HandMadeModel(1);

  @TempDir private Path folder;
  private ModelSite site;

  /** Others went from i4 to i6: what the collaborative layer knows. */
  private void teach() throws IOException {
    site.addItems(HandMadeModel.ITEMS);
    for (String other : List.of("x", "y", "z")) {
      site.interact(other, "view", 4);
      site.interact(other, "view", 6);
    }
    site.interact("well", "view", 4);
    site.interact("ill", "view", 4);
    awaitSlate("well", slate -> layer(slate).equals("collaborative"));
  }

  private JsonNode awaitSlate(String user, Predicate<JsonNode> asWanted) {
    return await("the slate of " + user)
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> site.http().slate(user, 3), asWanted);
  }

  private static String layer(JsonNode slate) {
    return slate.path("items").path(0).path("layer").asText();
  }

  private static String note(JsonNode slate) {
    return slate.path("note").asText();
  }

  @Test
  void where_it_fails_the_collaborative_layer_answers_until_it_is_well_again() throws Exception {
    Map<String, ?> settings =
        Map.of("model.breaker.window", 4, "model.breaker.share", 0.5, "model.breaker.rest", "1s");
    try (RunningFreshet freshet = RunningFreshet.start(folder.resolve("data"), settings);
        ModelOperator operator =
            new ModelOperator(freshet.bootstrapServers(), freshet.registryUrl())) {
      site = new ModelSite(freshet.http());
      teach();
      operator.release(MODEL.writeFailingAfterDislikes(folder, "fragile"));
      site.awaitSentence("model fragile answers");
      assertThat(site.first("well")).isEqualTo("i5 model");
      site.interact("ill", "dislike", 9);

      // In the very request in which it fails.
      JsonNode failed = site.http().slate("ill", 3);
      assertThat(layer(failed)).isEqualTo("collaborative");
      assertThat(HttpCaller.ids(failed)).hasSize(3).startsWith("i6");
      assertThat(failed.path("degraded").asBoolean()).isTrue();
      assertThat(note(failed)).isEqualTo("the model layer failed");

      await("it is left alone")
          .atMost(SOON)
          .until(
              () -> {
                site.first("ill");
                return site.sentence().contains("it is not asked now");
              });
      assertThat(site.sentence())
          .startsWith("model fragile answers; it is not asked now: \"user\" of ")
          .contains("fails");
      assertThat(site.models().path("breaker").asText()).contains("open (\"user\" of ");

      awaitSlate("well", slate -> layer(slate).equals("model"));
      await("it is asked again")
          .atMost(SOON)
          .until(
              () -> {
                site.first("well");
                return site.sentence().equals("model fragile answers");
              });
      assertThat(site.models().path("breaker").asText()).isEqualTo("closed");
    }
  }

  @Test
  void a_better_model_is_asked_at_once_whatever_the_last_one_did() throws Exception {
    Map<String, ?> settings =
        Map.of("model.breaker.window", 4, "model.breaker.share", 0.5, "model.breaker.rest", "1h");
    try (RunningFreshet freshet = RunningFreshet.start(folder.resolve("data"), settings);
        ModelOperator operator =
            new ModelOperator(freshet.bootstrapServers(), freshet.registryUrl())) {
      site = new ModelSite(freshet.http());
      teach();
      operator.release(MODEL.writeFailingAfterDislikes(folder, "fragile"));
      site.awaitSentence("model fragile answers");
      site.interact("ill", "dislike", 9);
      for (int i = 0; i < 5; i++) {
        assertThat(layer(site.http().slate("ill", 3))).isEqualTo("collaborative");
      }
      site.awaitSentence("it is not asked now");

      operator.release(MODEL.write(folder, "sound"));

      await("the sound one answers")
          .atMost(SOON)
          .until(() -> site.sentence().equals("model sound answers"));
      assertThat(layer(site.http().slate("ill", 3))).isEqualTo("model");
    }
  }

  @Test
  void where_it_is_slow_it_is_left_alone() throws Exception {
    Map<String, ?> settings =
        Map.of("model.budget", "1ns", "model.breaker.window", 4, "model.breaker.rest", "1h");
    try (RunningFreshet freshet = RunningFreshet.start(folder.resolve("data"), settings);
        ModelOperator operator =
            new ModelOperator(freshet.bootstrapServers(), freshet.registryUrl())) {
      site = new ModelSite(freshet.http());
      teach();
      operator.release(MODEL.write(folder, "slow"));
      site.awaitSentence("model slow answers");

      JsonNode rested = awaitSlate("well", slate -> slate.path("degraded").asBoolean());

      assertThat(layer(rested)).isEqualTo("collaborative");
      assertThat(HttpCaller.ids(rested)).hasSize(3);
      assertThat(site.sentence())
          .startsWith("model slow answers; it is not asked now: an answer took");
      assertThat(site.http().text("/metrics"))
          .contains("\nfreshet_model_asked 0.0\n", "\nfreshet_models_open 1.0\n")
          .containsPattern("\nfreshet_model_native_bytes [1-9]")
          .contains("\njvm_memory_used_bytes{");
    }
  }
}
