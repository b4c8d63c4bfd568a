package freshet.bench;

import freshet.process.ChildProcess;
import freshet.process.Launch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Stream;

/**
 * The folder of one benchmark and the child processes that work in it. When it is closed, and also
 * when this process is told to end, the children are killed and the folder is deleted.
 *
 * <p>A kill of this process leaves it no time for that: the children still end, as {@link
 * ChildProcess} says, and only the folder stays.
 */
public final class Workplace implements AutoCloseable {
  private final Path folder;
  private final Deque<ChildProcess> children = new ConcurrentLinkedDeque<>();
  private final Thread onExit = new Thread(this::clear, "bench-end");
  private volatile boolean cleared;

  private Workplace(Path folder) {
    this.folder = folder;
  }

  /**
   * A new folder among the system's temporary files.
   *
   * @throws FailedBenchException if there can be none
   */
  public static Workplace open() {
    try {
      Workplace workplace = new Workplace(Files.createTempDirectory("freshet-bench-"));
      Runtime.getRuntime().addShutdownHook(workplace.onExit);
      return workplace;
    } catch (IOException e) {
      throw new FailedBenchException(
          "a folder for the benchmark cannot be made (%s); name another place with FRESHET_JAVA_OPTS=-Djava.io.tmpdir=DIR"
              .formatted(e.getMessage()),
          e);
    }
  }

  /** Where files of the benchmark may lie; deleted in the end. */
  public Path folder() {
    return folder;
  }

  /**
   * Starts a child.
   *
   * @param name of its folder, unique among the living
   */
  public ChildProcess start(Launch launch, String name, List<String> arguments) {
    ChildProcess child;
    synchronized (children) {
      if (cleared) {
        throw new FailedBenchException("the benchmark is over; no process is started any more");
      }
      child = ChildProcess.start(launch, folder.resolve(name), name, arguments);
      children.push(child);
    }
    return child;
  }

  private void clear() {
    synchronized (children) {
      cleared = true;
      children.forEach(ChildProcess::close);
      children.clear();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(Workplace::delete);
    } catch (IOException | UncheckedIOException e) {
      System.err.println("freshet: " + folder + " could not be deleted; delete it by hand");
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException shuttingDown) {
      // The hook is clearing already.
      return;
    }
    clear();
  }
}
