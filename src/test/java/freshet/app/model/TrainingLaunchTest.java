package freshet.app.model;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.model.release.retrain.RetrainRequest.Wishes;
import freshet.model.release.retrain.TrainingOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingLaunchTest {
  @TempDir private Path folder;

  private final TrainingLaunch launch = new TrainingLaunch("some.Main", "a = b", 1L << 29);

  private ProcessBuilder command(Optional<Path> live, Wishes wishes) throws IOException {
    return launch.command(new TrainingOrder(folder, folder.resolve("v.pt"), live, wishes));
  }

  @Test
  void the_command_line_says_where_from_where_to_and_with_which_settings() throws IOException {
    List<String> line = command(Optional.empty(), Wishes.NONE).command();

    assertThat(line.subList(line.indexOf("some.Main"), line.size()))
        .containsExactly(
            "some.Main",
            "train",
            "--from",
            "kafka",
            "--out",
            folder.resolve("v.pt").toString(),
            "--config",
            folder.resolve("settings.conf").toString(),
            "--progress",
            "json");
    assertThat(line).contains("-Xmx536870912");
  }

  @Test
  void wishes_and_the_live_model_are_options() throws IOException {
    List<String> line =
        command(
                Optional.of(Path.of("models/old.pt")),
                new Wishes(OptionalInt.of(30), OptionalInt.of(5), OptionalLong.of(7)))
            .command();

    assertThat(line)
        .containsSubsequence(
            "--live",
            Path.of("models/old.pt").toAbsolutePath().toString(),
            "--days",
            "30",
            "--epochs",
            "5",
            "--seed",
            "7");
  }

  @Test
  void memory_is_kept_and_settings_of_the_environment_are_not() throws IOException {
    assertThat(command(Optional.empty(), Wishes.NONE).environment())
        .containsEntry("MALLOC_ARENA_MAX", "1")
        .containsEntry("MALLOC_MMAP_MAX_", "0")
        .containsEntry("OMP_WAIT_POLICY", "PASSIVE")
        .allSatisfy((name, value) -> assertThat(name).doesNotStartWith("FRESHET_"));
  }

  @Test
  void settings_are_in_a_file_that_only_this_user_can_read() throws IOException {
    command(Optional.empty(), Wishes.NONE);

    Path config = folder.resolve("settings.conf");
    assertThat(config).content().isEqualTo("a = b");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(config)))
        .isEqualTo("rw-------");
  }
}
