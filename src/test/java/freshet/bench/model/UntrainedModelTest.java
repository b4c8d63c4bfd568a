package freshet.bench.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freshet.bench.Descriptions;
import freshet.bench.FailedBenchException;
import freshet.model.artifact.Artifact;
import freshet.model.engine.Validation;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UntrainedModelTest {
  private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path folder;

  @Test
  void it_keeps_the_contract_and_knows_every_item_and_word_of_the_site() {
    Artifact artifact = UntrainedModel.write(folder, "bench-1", 50, 1, CREATED);

    assertThat(Validation.of(artifact.file())).allMatch(Validation.Finding::fits);
    assertThat(artifact.manifest().items()).hasSize(50).contains("item-0", "item-49");
    String line = new Descriptions(1, CREATED).line(0);
    String category = line.replaceAll(".*\"category\":\"([^\"]*)\".*", "$1");
    assertThat(artifact.manifest().features())
        .contains("category:" + category, "type:article", "tag:tag-0", "author:author-499");
  }

  @Test
  void two_of_other_seeds_are_two_models() {
    Artifact one = UntrainedModel.write(folder, "bench-1", 5, 1, CREATED);
    Artifact two = UntrainedModel.write(folder, "bench-2", 5, 2, CREATED);

    assertThat(one.manifest().sha256()).isNotEqualTo(two.manifest().sha256());
  }

  @Test
  void a_folder_that_takes_nothing_is_said_in_one_sentence() {
    assertThatThrownBy(
            () -> UntrainedModel.write(folder.resolve("missing"), "bench-1", 5, 1, CREATED))
        .isInstanceOf(FailedBenchException.class)
        .hasMessageContaining("make room there");
  }
}
