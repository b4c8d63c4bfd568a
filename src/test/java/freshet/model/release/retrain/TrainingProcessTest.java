package freshet.model.release.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import freshet.model.artifact.Artifact;
import freshet.model.release.TrainingProgress;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TrainingProcessTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir private Path folder;

  private static TrainingProcess start(String... arguments) {
    return TrainingProcess.start(FakeProcesses.command(arguments), new FakeProcesses()::read);
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  @Test
  void one_that_ends_well_has_told_how_far_it_was_and_left_a_model() throws Exception {
    Path out = folder.resolve("m.pt");
    try (TrainingProcess process = start("well", out.toString(), "0.2")) {
      process.await(LONG, LONG, progress -> {});

      assertThat(process.progress().phase()).isEqualTo("training");
      assertThat(process.progress().epoch()).isEqualTo(2);
    }
    assertThat(Artifact.open(out).manifest().version()).isEqualTo("m");
  }

  @Test
  void one_that_fails_says_why_in_its_own_sentence() {
    try (TrainingProcess process = start("fail")) {
      assertThatThrownBy(() -> process.await(LONG, LONG, progress -> {}))
          .isInstanceOf(FailedTrainingException.class)
          .hasMessage("there are 3 interactions and 100 are needed; wait for more");
    }
  }

  @Test
  void one_that_is_killed_by_the_system_is_told_of_with_a_cure() {
    try (TrainingProcess process = start("crash")) {
      assertThatThrownBy(() -> process.await(LONG, LONG, progress -> {}))
          .hasMessageContaining("ended by signal 6")
          .hasMessageContaining("lower model.retrain.heap");
    }
  }

  @Test
  void one_that_hangs_is_ended() {
    TrainingProcess process = start("hang");
    try (process) {
      assertThatThrownBy(() -> process.await(LONG, Duration.ofSeconds(1), progress -> {}))
          .hasMessageContaining("said nothing for 1 s and was ended");
    }
    assertThat(isAlive(process.pid())).isFalse();
  }

  @Test
  void one_that_takes_too_long_is_ended() {
    TrainingProcess process = start("hang");
    try (process) {
      assertThatThrownBy(() -> process.await(Duration.ofSeconds(1), LONG, progress -> {}))
          .hasMessageContaining("took longer than 1 s");
    }
    assertThat(isAlive(process.pid())).isFalse();
  }

  @Test
  void who_is_interrupted_while_it_runs_ends_it_at_once() throws Exception {
    TrainingProcess process = start("hang");
    CountDownLatch waiting = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread waiter =
        new Thread(
            () -> {
              try (process) {
                process.await(LONG, LONG, progress -> waiting.countDown());
              } catch (InterruptedException e) {
                interrupted.set(true);
              }
            });
    waiter.start();
    assertThat(waiting.await(20, TimeUnit.SECONDS)).isTrue();

    waiter.interrupt();
    waiter.join(20_000);

    assertThat(interrupted).isTrue();
    assertThat(isAlive(process.pid())).isFalse();
  }

  @Test
  void a_command_that_is_none_is_told_of() {
    assertThatThrownBy(
            () -> TrainingProcess.start(new ProcessBuilder("/no/such/java"), line -> null))
        .isInstanceOf(FailedTrainingException.class)
        .hasMessageContaining("check that /no/such/java runs");
  }

  @Test
  void when_the_parent_is_killed_the_training_ends() throws IOException {
    List<String> line = new ArrayList<>(FakeProcesses.command().command());
    line.set(line.size() - 1, TrainingParent.class.getName());
    Process parent = new ProcessBuilder(line).start();
    try (BufferedReader out = parent.inputReader()) {
      long child = Long.parseLong(String.valueOf(out.readLine()));
      assertThat(isAlive(child)).isTrue();

      parent.toHandle().destroyForcibly();

      await("the training ends").atMost(LONG).until(() -> !isAlive(child));
    } finally {
      parent.destroyForcibly();
    }
  }

  /** A process with a training, to see what becomes of the training. */
  static final class TrainingParent {
    private TrainingParent() {}

    public static void main(String[] args) throws InterruptedException {
      System.out.println(start("hang").pid());
      Thread.currentThread().join();
    }
  }

  @Test
  void progress_is_told_while_it_runs() throws Exception {
    List<TrainingProgress> told = new ArrayList<>();
    try (TrainingProcess process = start("hang")) {
      await().atMost(LONG).until(() -> process.progress().epoch() == 1);
      assertThatThrownBy(() -> process.await(Duration.ofSeconds(1), LONG, told::add))
          .isInstanceOf(FailedTrainingException.class);
    }
    assertThat(told).isNotEmpty().allMatch(progress -> progress.epoch() == 1);
  }
}
