package freshet.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import freshet.model.artifact.Artifact;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Training in a process of its own, which is stopped, or finds the disk full. */
@Timeout(120)
class TrainIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private Path log;
  private Path work;
  private Path out;
  private Process process;
  private String classPath = System.getProperty("java.class.path");

  @BeforeEach
  void log() throws IOException {
    log = Files.createDirectory(folder.resolve("log"));
    work = Files.createDirectory(folder.resolve("work"));
    out = Files.createDirectory(folder.resolve("out")).resolve("m.pt");
    TrainCommandTest.writeCircle(log, 400, true);
  }

  @AfterEach
  void end() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  /**
   * Starts it.
   *
   * @param largestFile in KiB, as the shell limits it; the system then refuses to write more
   */
  private void start(String largestFile, String... more) throws IOException, InterruptedException {
    List<String> java =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                Main.class.getName()));
    java.addAll(TrainCommandTest.small(log, out, work, more));
    List<String> shell = new ArrayList<>(heedingInterrupts());
    shell.addAll(List.of("bash", "-c", "ulimit -f " + largestFile + " && exec \"$@\"", "train"));
    shell.addAll(java);
    // Through pipes, since the limit is one for files.
    ProcessBuilder builder = new ProcessBuilder(shell);
    builder.environment().keySet().removeIf(name -> name.startsWith("FRESHET_"));
    process = builder.start();
  }

  /** A process that was started in the background ignores Ctrl-C, and so do all it starts. */
  private static List<String> heedingInterrupts() throws IOException, InterruptedException {
    List<String> heeding = List.of("env", "--default-signal=INT");
    List<String> tried = new ArrayList<>(heeding);
    tried.add("true");
    Process attempt = new ProcessBuilder(tried).start();
    return attempt.waitFor(10, TimeUnit.SECONDS) && attempt.exitValue() == 0 ? heeding : List.of();
  }

  private int exit() throws InterruptedException {
    assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private String err() throws IOException {
    return new String(process.getErrorStream().readAllBytes(), UTF_8);
  }

  /** SIGINT, as Ctrl-C sends it. */
  private void interrupt() throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
    assertThat(kill.waitFor(5, TimeUnit.SECONDS)).isTrue();
  }

  private void awaitLine(String part) {
    awaitLine(process.getInputStream(), part);
  }

  private void awaitLine(InputStream stream, String part) {
    StringBuilder said = new StringBuilder();
    await(part)
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              said.append(available(stream));
              return said.indexOf(part) >= 0 || !process.isAlive();
            });
    assertThat(said).contains(part);
  }

  private static String available(InputStream stream) {
    try {
      return new String(stream.readNBytes(stream.available()), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void after_ctrl_c_the_best_so_far_is_written() throws Exception {
    start("unlimited", "--epochs", "10000", "--patience", "10000");
    awaitLine("\"ndcg\"");

    interrupt();

    assertThat(exit()).isZero();
    assertThat(err()).contains("Stopping after this step; once more ends it at once.");
    Artifact written = Artifact.open(out);
    assertThat(written.manifest().metrics().get("model.ndcg")).isPositive();
    assertThat(available(process.getInputStream())).contains("the best until it was stopped");
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void after_sigterm_too() throws Exception {
    start("unlimited", "--epochs", "10000", "--patience", "10000");
    awaitLine("\"ndcg\"");

    process.destroy();

    assertThat(exit()).isZero();
    assertThat(Artifact.open(out).manifest().items()).hasSize(30);
  }

  @Test
  void stopped_before_anything_was_measured_it_writes_nothing() throws Exception {
    TrainCommandTest.writeCircle(log, 20_000, true);
    start("unlimited", "--epochs", "10000", "--batch-size", "10");
    awaitLine("\"training\"");

    interrupt();

    assertThat(exit()).isEqualTo(1);
    assertThat(err())
        .contains("freshet: stopped before the first epoch was measured, so nothing was written");
    assertThat(out.getParent()).isEmptyDirectory();
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void a_second_ctrl_c_ends_it_at_once_and_leaves_nothing() throws Exception {
    // One step of everything takes far longer than this test.
    TrainCommandTest.writeCircle(log, 20_000, true);
    start("unlimited", "--batch-size", "1000000", "--emb-dim", "256", "--layers", "8");
    awaitLine("Learning from");

    interrupt();
    awaitLine(process.getErrorStream(), "Stopping after this step");
    interrupt();

    assertThat(exit()).isEqualTo(130);
    assertThat(out.getParent()).isEmptyDirectory();
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void without_pytorch_on_the_class_path_it_says_so_in_one_sentence() throws Exception {
    classPath = ClassPath.without(List.of("djl", "pytorch"));
    start("unlimited");

    assertThat(exit()).isEqualTo(1);
    assertThat(err())
        .isEqualTo(
            "freshet: PyTorch is not on the class path; train with a Freshet that was built with it\n");
  }

  @Test
  void without_pytorch_for_the_platform_it_says_so_in_one_sentence() throws Exception {
    classPath = ClassPath.without(List.of("pytorch-native"));
    start("unlimited");

    assertThat(exit()).isEqualTo(1);
    assertThat(err())
        .startsWith("freshet: PyTorch does not run here (")
        .contains("; train where native PyTorch is on the class path, on linux-x86_64")
        .hasLineCount(1);
  }

  @Test
  void a_disk_that_is_full_while_the_log_is_read_is_one_sentence() throws Exception {
    start("64");

    assertThat(exit()).isEqualTo(1);
    assertThat(err())
        .startsWith("freshet: interactions cannot be kept in " + work)
        .endsWith("make room there, or name another folder with --work-dir\n")
        .hasLineCount(1);
    assertThat(out.getParent()).isEmptyDirectory();
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void a_disk_that_is_full_when_the_model_is_written_is_one_sentence() throws Exception {
    start("1024", "--emb-dim", "256", "--epochs", "1");

    assertThat(exit()).isEqualTo(1);
    assertThat(err()).startsWith("freshet: temporary files cannot be written").hasLineCount(1);
    assertThat(out.getParent()).isEmptyDirectory();
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void the_topics_are_read_to_where_they_ended() throws Exception {
    Path data = folder.resolve("data");
    try (RunningFreshet freshet = RunningFreshet.start(data)) {
      String kafkaPort = freshet.bootstrapServers().replaceAll(".*:", "");
      String registryPort = freshet.registryUrl().replaceAll(".*:", "");
      assertThat(
              Run.of(
                      "import",
                      "--to",
                      "kafka",
                      "--data-dir",
                      data.toString(),
                      "--kafka-port",
                      kafkaPort,
                      "--registry-port",
                      registryPort,
                      log.toString())
                  .exit())
          .isZero();
      List<String> line =
          TrainCommandTest.small(
              log,
              out,
              work,
              "--from",
              "kafka",
              "--epochs",
              "1",
              "--kafka-port",
              kafkaPort,
              "--registry-port",
              registryPort);

      Run run = Run.of(line.toArray(String[]::new));

      assertThat(run.err()).isEmpty();
      assertThat(Artifact.open(out).manifest().training().interactions())
          .isEqualTo(400 * 12 * 9 / 10);
      assertThat(Artifact.open(out).manifest().features()).contains("type:page", "tag:t1");
      assertThat(run.exit()).isZero();
    }
  }
}
