package freshet.http.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
  @TempDir private Path folder;
  private Path file;
  private long nanos;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("keys");
    holds("old");
  }

  /** As people and Kubernetes do it: a new file takes the place of the old one. */
  private void holds(String... keys) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String key : keys) {
      lines.append("%s read %s%n".formatted(key, HexFormat.of().formatHex(ApiKey.hash(key))));
    }
    Path next = folder.resolve("next");
    Files.writeString(next, lines);
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private void aSecondPasses() {
    nanos += Duration.ofSeconds(1).toNanos();
  }

  @Test
  void a_file_that_changes_is_read_again_within_a_second() throws IOException {
    KeyFile keys = KeyFile.open(file, () -> nanos);
    assertThat(keys.get().find("old")).isPresent();

    holds("new");
    assertThat(keys.get().find("new")).isEmpty();
    aSecondPasses();

    assertThat(keys.get().find("new")).isPresent();
    assertThat(keys.get().find("old")).isEmpty();
  }

  @Test
  void a_file_that_makes_no_sense_any_more_leaves_the_keys_as_they_were() throws IOException {
    KeyFile keys = KeyFile.open(file, () -> nanos);

    Files.writeString(file, "half a line");
    aSecondPasses();
    assertThat(keys.get().find("old")).isPresent();
    Files.delete(file);
    aSecondPasses();
    assertThat(keys.get().find("old")).isPresent();

    holds("new");
    aSecondPasses();
    assertThat(keys.get().find("new")).isPresent();
  }

  @Test
  void a_file_that_cannot_be_used_at_the_start_is_refused_in_one_sentence() throws IOException {
    Path none = folder.resolve("none");
    assertThatThrownBy(() -> KeyFile.open(none))
        .hasMessage("the key file %s cannot be read; check http.keys.file", none);

    Files.writeString(file, "nonsense");
    assertThatThrownBy(() -> KeyFile.open(file))
        .hasMessage(
            "the key file %s makes no sense: line 1 has 1 words; give a name, its rights and the key's SHA-256",
            file);
  }
}
