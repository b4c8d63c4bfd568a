package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModelsCommandTest {
  private static final String MODELS =
      """
      {"active":"v2","live":"v2","status":"model v2 answers","breaker":"closed",
       "training":{"version":"v3","since":"2026-03-01T12:00:00Z","phase":"training","epoch":3,"epochs":36,"share":0.42},
       "lastFailure":{"version":"v0","since":"2026-03-01T12:00:00Z","why":"the disk was full"},
       "models":[
         {"version":"v2","state":"released","active":true,"created":"2026-03-01T12:00:00Z","bytes":900,
          "metrics":{"ladder.ndcg":0.21,"without.ndcg":0.2},"requests":[]},
         {"version":"v1","state":"refused","active":false,"why":"it is worse","created":"2026-02-01T12:00:00Z",
          "metrics":{},"requests":[]}]}
      """;

  private final CannedServer server = new CannedServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void what_answers_what_is_trained_and_all_there_are_is_told() {
    server.with("/v1/models", MODELS);

    Run run = Run.of("models", "--to", server.url());

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out().lines().map(line -> line.strip().replaceAll(" {2,}", " | ")))
        .containsExactly(
            "model v2 answers; closed",
            "v3 is trained: training, epoch 3 of 36, 42 % done",
            "the training of v0 came to nothing: the disk was full",
            "",
            "version | state | active | created | NDCG | without | why",
            "v2 | released | yes | 2026-03-01T12:00:00Z | 0.2100 | 0.2000",
            "v1 | refused | no | 2026-02-01T12:00:00Z | it is worse");
  }

  @Test
  void where_there_is_no_model_there_is_no_table() {
    server.with(
        "/v1/models",
        "{\"status\":\"no model has been released yet\",\"breaker\":\"closed\",\"models\":[]}");

    assertThat(Run.of("models", "--to", server.url()).out())
        .isEqualToNormalizingNewlines("no model has been released yet; closed\n");
  }

  @Test
  void json_is_the_answer_as_it_is() {
    server.with("/v1/models", MODELS);

    assertThat(Run.of("models", "--json", "--to", server.url()).out().strip())
        .isEqualTo(MODELS.strip());
  }
}
