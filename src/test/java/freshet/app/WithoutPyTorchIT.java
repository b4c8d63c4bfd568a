package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole of Freshet without PyTorch's jars: all but the model is there. */
@Timeout(180)
class WithoutPyTorchIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final List<String> PYTORCH = List.of("ai/djl", "pytorch");

  @TempDir private Path folder;

  @Test
  void it_serves_and_a_model_that_is_released_does_not_break_it() throws Exception {
    try (FreshetProcess serve =
        FreshetProcess.startWithout(
            PYTORCH, folder, "serve", "--data-dir=" + folder.resolve("data"))) {
      serve.awaitReady();
      ModelSite site = new ModelSite(serve.http());
      site.addItems(HandMadeModel.ITEMS);
      for (String user : List.of("x", "y", "z")) {
        site.interact(user, "view", 4);
        site.interact(user, "view", 6);
      }
      site.interact("ann", "view", 4);
      await("the collaborative layer answers")
          .atMost(SOON)
          .until(() -> site.first("ann").equals("i6 collaborative"));
      assertThat(site.sentence()).isEqualTo("no model has been released yet");

      try (ModelOperator operator =
          new ModelOperator(serve.bootstrapServers(), serve.registryUrl())) {
        operator.release(new HandMadeModel(1).write(folder, "v1"));
      }

      site.awaitSentence(
          "model v1 cannot be used: PyTorch is not on the class path; put the jars of ai.djl and pytorch there");
      assertThat(site.sentence()).endsWith("; the other layers answer");
      JsonNode slate = site.http().slate("ann", 3);
      assertThat(site.first("ann")).isEqualTo("i6 collaborative");
      assertThat(slate.path("degraded").asBoolean()).isFalse();
      assertThat(site.models().path("active").asText()).isEqualTo("v1");
      assertThat(site.models().path("live").isMissingNode()).isTrue();

      assertThat(site.http().post("/v1/models/retrain", "").status()).isEqualTo(202);
      await("it is said why none is trained")
          .atMost(SOON)
          .until(
              () ->
                  site.models()
                      .at("/lastFailure/why")
                      .asText()
                      .equals(
                          "PyTorch is not on the class path; train with a Freshet that was built with it"));
      assertThat(site.first("ann")).isEqualTo("i6 collaborative");
      assertThat(serve.terminate()).isLessThan(Duration.ofSeconds(20));
    }
  }
}
