package freshet.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JVM that this process has started and that never outlives it: its standard input is a pipe that
 * ends with this process, however that ends, and {@link ParentWatch} ends the child then.
 *
 * <p>It works in a folder of its own, so that a settings file in the current one is not read, and
 * without the settings in this process's environment.
 */
public final class ChildProcess implements AutoCloseable {
  private static final Duration END_LIMIT = Duration.ofSeconds(10);
  private static final Duration INTERVAL = Duration.ofMillis(20);
  private static final int TOLD_LINES = 15;

  private final String name;
  private final Process process;
  private final Path out;
  private final Path err;

  private ChildProcess(String name, Process process, Path out, Path err) {
    this.name = name;
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts one.
   *
   * @param folder it works in, made if it is missing; what it says is in {@code out.txt} and {@code
   *     err.txt} there
   * @param name what it is called when it fails
   * @throws FailedProcessException if it cannot be started
   */
  public static ChildProcess start(
      Launch launch, Path folder, String name, List<String> arguments) {
    try {
      // Kafka Streams warns of state in the system's folder for temporary files.
      Path temporary = Files.createDirectories(folder.resolve("tmp"));
      Path out = folder.resolve("out.txt");
      Path err = folder.resolve("err.txt");
      ProcessBuilder builder =
          new ProcessBuilder(launch.with(List.of("-Djava.io.tmpdir=" + temporary)).line(arguments))
              .directory(folder.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().keySet().removeIf(variable -> variable.startsWith("FRESHET_"));
      return new ChildProcess(name, builder.start(), out, err);
    } catch (IOException e) {
      throw new FailedProcessException(
          "the %s process could not be started (%s); check that %s runs"
              .formatted(name, e.getMessage(), launch.java()),
          e);
    }
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** The process, as the operating system knows it. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** How it ended; empty while it runs. */
  public OptionalInt exitCode() {
    return isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /** What it has written to standard output. */
  public String out() {
    return read(out);
  }

  /** Where what it writes to standard error lies. */
  public Path errFile() {
    return err;
  }

  /** What it has written to standard error. */
  public String err() {
    return read(err);
  }

  /** The first group of a pattern, once the child has said it. */
  Optional<String> said(Pattern pattern) {
    Matcher matcher = pattern.matcher(out());
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /**
   * Waits until the child has said something on standard output.
   *
   * @return the first group of the pattern
   * @throws FailedProcessException if it ends, or says nothing within the limit
   */
  public String awaitSaid(Pattern pattern, Duration limit) throws InterruptedException {
    Poll.until(() -> !isAlive() || said(pattern).isPresent(), INTERVAL, limit);
    return said(pattern).orElseThrow(() -> failure("did not start within " + seconds(limit)));
  }

  /**
   * Makes sure that it runs.
   *
   * @throws FailedProcessException with what it said last, if it has ended
   */
  public void requireAlive() {
    if (!isAlive()) {
      throw failure("has ended");
    }
  }

  /** A failure of this child, with what it said last. */
  public FailedProcessException failure(String what) {
    String ended = isAlive() ? "" : " (exit code " + process.exitValue() + ")";
    List<String> lines = err().lines().toList();
    String told =
        lines.isEmpty()
            ? "it said nothing"
            : "it said: "
                + String.join(
                    "\n", lines.subList(Math.max(0, lines.size() - TOLD_LINES), lines.size()));
    return new FailedProcessException("the %s process %s%s; %s".formatted(name, what, ended, told));
  }

  /** SIGKILL, and waits until it is gone. */
  public void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    if (!process.waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
      throw failure("was killed and still runs after " + seconds(END_LIMIT));
    }
  }

  /** SIGTERM; it ends in order, sooner or later. */
  public void tellToStop() {
    // Not Process.destroy, which also closes the pipe and so ends the child at once.
    process.toHandle().destroy();
  }

  /**
   * SIGTERM, and waits until it has ended in order.
   *
   * @throws FailedProcessException if it has not within the limit
   */
  public void stop(Duration limit) throws InterruptedException {
    tellToStop();
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw failure("was told to stop and still runs after " + seconds(limit));
    }
  }

  /** Kills it if it still runs. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String seconds(Duration duration) {
    return duration.toSeconds() + " s";
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
