package freshet.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * CPU time of a JVM, user and system, in steps of 10 ms.
 *
 * @param total of all its threads, also of those that have ended
 * @param threads who used it, where the operating system tells: on Linux
 */
public record CpuTime(Duration total, Optional<ByThreads> threads) {

  /**
   * What the JVM itself used; what is left is the program's.
   *
   * @param compiler of the threads that compile bytecode
   * @param collector of the threads that collect garbage
   */
  public record ByThreads(Duration compiler, Duration collector) {
    private ByThreads minus(ByThreads before) {
      return new ByThreads(compiler.minus(before.compiler), collector.minus(before.collector));
    }
  }

  /** Of a process since it was started. */
  public static CpuTime of(ProcessHandle process) {
    return new CpuTime(
        process.info().totalCpuDuration().orElse(Duration.ZERO), byThreads(process.pid()));
  }

  /** What was used since an earlier reading. */
  public CpuTime minus(CpuTime before) {
    return new CpuTime(
        total.minus(before.total), threads.flatMap(now -> before.threads.map(now::minus)));
  }

  /** The sum of two processes. */
  public CpuTime plus(CpuTime other) {
    return new CpuTime(
        total.plus(other.total),
        threads.flatMap(
            mine ->
                other.threads.map(
                    theirs ->
                        new ByThreads(
                            mine.compiler.plus(theirs.compiler),
                            mine.collector.plus(theirs.collector)))));
  }

  /**
   * Everything but the compilation of bytecode, which a server that has run for long is done with.
   */
  public Optional<Duration> withoutCompiler() {
    return threads.map(used -> total.minus(used.compiler));
  }

  private static Optional<ByThreads> byThreads(long pid) {
    Path tasks = Path.of("/proc", Long.toString(pid), "task");
    if (!Files.isDirectory(tasks)) {
      return Optional.empty();
    }
    Duration compiler = Duration.ZERO;
    Duration collector = Duration.ZERO;
    try (DirectoryStream<Path> all = Files.newDirectoryStream(tasks)) {
      for (Path task : all) {
        Optional<TaskStat> stat = read(task.resolve("stat"));
        if (stat.isPresent() && stat.get().isCompiler()) {
          compiler = compiler.plus(stat.get().cpu());
        } else if (stat.isPresent() && stat.get().isCollector()) {
          collector = collector.plus(stat.get().cpu());
        }
      }
    } catch (IOException processHasEnded) {
      return Optional.empty();
    }
    return Optional.of(new ByThreads(compiler, collector));
  }

  private static Optional<TaskStat> read(Path stat) throws IOException {
    try {
      return Optional.of(TaskStat.parse(Files.readString(stat)));
    } catch (NoSuchFileException threadHasEnded) {
      return Optional.empty();
    } catch (IOException e) {
      // What the kernel says of a thread that ends while it is read.
      if (String.valueOf(e.getMessage()).contains("No such process")) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
