package freshet.model.release.retrain;

import freshet.model.release.TrainingProgress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A training in a process of its own, which never outlives this one: its standard input is a pipe
 * that ends with this process, and then it ends itself. One that hangs is ended from here.
 */
public final class TrainingProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingProcess.class);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration GRACE = Duration.ofSeconds(3);
  private static final int TOLD_LINES = 15;
  private static final int LONGEST_LINE = 2_000;

  /** Above this an exit code is that of a signal. */
  private static final int SIGNAL = 128;

  private static final int KILL = 9;

  private final Process process;
  private final Function<String, Optional<TrainingProgress>> reading;
  private final Deque<String> errors = new ArrayDeque<>();
  private final Thread out;
  private final Thread err;
  private final long began = System.nanoTime();
  private volatile long heard = began;
  private volatile TrainingProgress progress = TrainingProgress.BEGUN;

  private TrainingProcess(Process process, Function<String, Optional<TrainingProgress>> reading) {
    this.process = process;
    this.reading = reading;
    this.out = listening("training-out", process.inputReader(), this::hear);
    this.err = listening("training-err", process.errorReader(), this::note);
  }

  /**
   * Starts one.
   *
   * @param reading what a line of its standard output says of its progress
   * @throws FailedTrainingException if it cannot be started
   */
  public static TrainingProcess start(
      ProcessBuilder command, Function<String, Optional<TrainingProgress>> reading) {
    try {
      return new TrainingProcess(command.start(), reading);
    } catch (IOException e) {
      throw new FailedTrainingException(
          "the training process could not be started (%s); check that %s runs and that there is memory for it"
              .formatted(e.getMessage(), command.command().get(0)),
          e);
    }
  }

  private static Thread listening(String name, BufferedReader reader, Consumer<String> lines) {
    Thread thread =
        new Thread(
            () -> {
              try (reader) {
                reader.lines().forEach(lines);
              } catch (IOException | UncheckedIOException e) {
                LOG.debug("A training process ended in the middle of a line", e);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void hear(String line) {
    heard = System.nanoTime();
    Optional<TrainingProgress> said = reading.apply(line);
    if (said.isPresent()) {
      progress = said.get();
    } else {
      LOG.debug("training: {}", line);
    }
  }

  private void note(String line) {
    synchronized (errors) {
      errors.add(line.substring(0, Math.min(line.length(), LONGEST_LINE)));
      if (errors.size() > TOLD_LINES) {
        errors.remove();
      }
    }
  }

  /** How far it is. */
  public TrainingProgress progress() {
    return progress;
  }

  long pid() {
    return process.pid();
  }

  /**
   * Waits until it has ended well.
   *
   * @param limit how long it may take
   * @param silence how long it may say nothing
   * @param onProgress is told again and again how far it is
   * @throws FailedTrainingException with the process's own sentence if it failed, or if it took too
   *     long
   */
  public void await(Duration limit, Duration silence, Consumer<TrainingProgress> onProgress)
      throws InterruptedException {
    while (!process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
      long now = System.nanoTime();
      if (now - began > limit.toNanos()) {
        throw new FailedTrainingException(
            "the training took longer than %s and was ended; raise model.retrain.limit, or lower model.retrain.days or epochs"
                .formatted(told(limit)));
      }
      if (now - heard > silence.toNanos()) {
        throw new FailedTrainingException(
            "the training said nothing for %s and was ended; raise model.retrain.silence if it only was slow"
                .formatted(told(silence)));
      }
      onProgress.accept(progress);
    }
    out.join(GRACE.toMillis());
    err.join(GRACE.toMillis());
    if (process.exitValue() != 0) {
      throw new FailedTrainingException(lastWords());
    }
  }

  private static String told(Duration duration) {
    return duration.toMinutes() > 0 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
  }

  private String lastWords() {
    int exit = process.exitValue();
    synchronized (errors) {
      Optional<String> own =
          errors.stream()
              .filter(line -> line.startsWith("freshet: "))
              .reduce((earlier, later) -> later)
              .map(line -> line.substring("freshet: ".length()))
              .filter(line -> !line.isBlank());
      if (own.isPresent()) {
        return own.get();
      }
      String last = errors.isEmpty() ? "" : errors.getLast();
      // Whatever one that is killed said before, a warning perhaps, is not why.
      if (exit == SIGNAL + KILL || (exit > SIGNAL && last.isBlank())) {
        return "the training process was ended by signal %d; where that was for its memory, lower model.retrain.heap or model.retrain.days"
            .formatted(exit - SIGNAL);
      }
      return last.isBlank()
          ? "the training process ended with %d and said nothing; see the log of this instance"
              .formatted(exit)
          : last;
    }
  }

  /** Ends it if it still runs, at once: what it has so far is nobody's any more. */
  @Override
  public void close() {
    process.destroyForcibly();
    boolean interrupted = Thread.interrupted();
    try {
      if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.error("The training process {} does not end; end it by hand", process.pid());
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
