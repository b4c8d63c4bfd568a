package freshet.bench.memory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How much of a process lies in the machine's memory, where Linux tells it in {@code
 * /proc/PID/smaps}.
 *
 * <p>A page is counted once, however often it is mapped: ZGC maps its heap three times before Java
 * 21, which makes a process look three times as large elsewhere.
 *
 * @param heap bytes of the Java heap, what is garbage in it too; 0 with a collector other than ZGC,
 *     whose heap cannot be told from the rest
 * @param rest bytes of everything else: code, threads, RocksDB, PyTorch
 */
public record ResidentMemory(long heap, long rest) {
  /** Begins with addresses: what is mapped is named last. */
  private static final Pattern MAPPING = Pattern.compile("[0-9a-f]+-[0-9a-f]+ .*");

  private static final String HEAP = "java_heap";
  private static final String SHARE = "Pss:";
  private static final String UNIT = "kB";
  private static final long KIB = 1024;

  /** Of a process now; empty where the system does not tell. */
  public static Optional<ResidentMemory> of(long pid) {
    try (BufferedReader reader =
        Files.newBufferedReader(Path.of("/proc", Long.toString(pid), "smaps"))) {
      return Optional.of(of(reader.lines()));
    } catch (IOException | UncheckedIOException notLinuxOrEnded) {
      return Optional.empty();
    }
  }

  static ResidentMemory of(Stream<String> lines) {
    long[] kib = new long[2];
    boolean[] heap = new boolean[1];
    lines.forEach(
        line -> {
          if (line.startsWith(SHARE)) {
            kib[heap[0] ? 0 : 1] +=
                Long.parseLong(
                    line.substring(SHARE.length(), line.length() - UNIT.length()).strip());
          } else if (MAPPING.matcher(line).matches()) {
            heap[0] = line.contains(HEAP);
          }
        });
    return new ResidentMemory(kib[0] * KIB, kib[1] * KIB);
  }

  /** All of it, in bytes. */
  public long total() {
    return heap + rest;
  }
}
