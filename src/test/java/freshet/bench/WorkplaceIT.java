package freshet.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import freshet.process.ChildProcess;
import freshet.process.FailedProcessException;
import freshet.process.Launch;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a benchmark's children and files, however it ends. */
@Timeout(120)
class WorkplaceIT {
  private static final Pattern SAID = Pattern.compile("child (\\d+) in (\\S+)");
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path temporary;

  private final Launch launch = Launch.ofThisProcess(WaitingParent.class);

  @Test
  void when_the_benchmark_is_told_to_stop_its_children_end_and_its_files_are_deleted()
      throws IOException {
    Matcher said = endedBy(ProcessHandle::destroy);

    assertThat(isAlive(said)).isFalse();
    assertThat(Path.of(said.group(2))).doesNotExist();
  }

  @Test
  void when_the_benchmark_is_killed_its_children_end() throws IOException {
    Matcher said = endedBy(ProcessHandle::destroyForcibly);

    await("the child ends").atMost(LIMIT).until(() -> !isAlive(said));
  }

  private interface End {
    boolean of(ProcessHandle process);
  }

  private Matcher endedBy(End end) throws IOException {
    // Where what a killed one leaves behind is found and deleted.
    Launch there = launch.with(List.of("-Djava.io.tmpdir=" + temporary));
    Process parent = new ProcessBuilder(there.line(List.of())).start();
    try (BufferedReader out = parent.inputReader()) {
      Matcher said = SAID.matcher(String.valueOf(out.readLine()));
      assertThat(said.matches()).isTrue();
      assertThat(isAlive(said)).isTrue();
      end.of(parent.toHandle());
      await("the parent ends").atMost(LIMIT).until(() -> !parent.isAlive());
      return said;
    } finally {
      parent.destroyForcibly();
    }
  }

  private static boolean isAlive(Matcher said) {
    return ProcessHandle.of(Long.parseLong(said.group(1))).isPresent();
  }

  @Test
  void closing_it_kills_the_children_and_deletes_the_files() throws Exception {
    Path folder;
    ChildProcess child;
    try (Workplace workplace = Workplace.open()) {
      folder = workplace.folder();
      child = workplace.start(launch, "child", List.of("wait"));
      assertThat(child.awaitSaid(Pattern.compile("(child)"), LIMIT)).isEqualTo("child");
      assertThat(CpuTime.of(child.handle()).total()).isPositive();
      assertThat(folder).isNotEmptyDirectory();
    }

    assertThat(child.isAlive()).isFalse();
    assertThat(folder).doesNotExist();
  }

  @Test
  void a_child_that_is_told_to_stop_ends_in_order() throws Exception {
    try (Workplace workplace = Workplace.open()) {
      ChildProcess child = workplace.start(launch, "child", List.of("wait"));
      child.awaitSaid(Pattern.compile("(child)"), LIMIT);

      child.stop(LIMIT);

      assertThat(child.isAlive()).isFalse();
      assertThatThrownBy(child::requireAlive)
          .isInstanceOf(FailedProcessException.class)
          .hasMessageContaining("the child process has ended (exit code 143)");
    }
  }

  @Test
  void a_child_that_does_not_start_says_why() throws Exception {
    try (Workplace workplace = Workplace.open()) {
      ChildProcess child =
          workplace.start(
              new Launch(launch.java(), launch.classPath(), "no.such.Main", List.of()),
              "server",
              List.of());

      assertThatThrownBy(() -> child.awaitSaid(Pattern.compile("(child)"), LIMIT))
          .isInstanceOf(FailedProcessException.class)
          .hasMessageContaining("the server process did not start")
          .hasMessageContaining("no.such.Main");
    }
  }
}
