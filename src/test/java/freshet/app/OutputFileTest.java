package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
  @TempDir private Path folder;

  @Test
  void finding_out_whether_it_can_be_written_leaves_nothing_and_changes_nothing()
      throws IOException {
    Path path = folder.resolve("out.json");
    Files.writeString(path, "before");

    OutputFile file = OutputFile.at("--out", path);

    assertThat(folder.toFile().list()).containsExactly("out.json");
    assertThat(path).hasContent("before");
    file.write("after");
    assertThat(folder.toFile().list()).containsExactly("out.json");
    assertThat(path).hasContent("after");
  }

  @Test
  void a_link_keeps_pointing_to_the_file_that_is_replaced() throws IOException {
    Path target = Files.writeString(folder.resolve("target.json"), "before");
    Path link = Files.createSymbolicLink(folder.resolve("link.json"), target);

    OutputFile.at("--out", link).write("after");

    assertThat(link).isSymbolicLink();
    assertThat(target).hasContent("after");
  }

  @Test
  void a_folder_that_vanished_meanwhile_is_one_sentence() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    OutputFile file = OutputFile.at("--out", inner.resolve("out.json"));
    Files.delete(inner);

    assertThatThrownBy(() -> file.write("figures"))
        .isInstanceOf(FailedCommandException.class)
        .hasMessageMatching("--out \\S+ cannot be written; check who may write there");
  }
}
