package freshet.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a figure was measured on.
 *
 * @param cpu model
 * @param cores that the JVM may use
 * @param memoryBytes of the machine
 * @param jdk version and vendor
 * @param os name, version and architecture
 * @param load average of the last minute when the benchmark began; negative where unknown
 */
public record Machine(String cpu, int cores, long memoryBytes, String jdk, String os, double load) {

  private static final Path CPUS = Path.of("/proc/cpuinfo");

  /** This machine, now. */
  public static Machine now() {
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    return new Machine(
        cpuModel(),
        Runtime.getRuntime().availableProcessors(),
        system instanceof com.sun.management.OperatingSystemMXBean known
            ? known.getTotalMemorySize()
            : 0,
        System.getProperty("java.vm.version") + " " + System.getProperty("java.vm.vendor"),
        system.getName() + " " + system.getVersion() + " " + system.getArch(),
        system.getSystemLoadAverage());
  }

  private static String cpuModel() {
    if (Files.isReadable(CPUS)) {
      try (Stream<String> lines = Files.lines(CPUS)) {
        return lines
            .filter(line -> line.startsWith("model name"))
            .findFirst()
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .orElse("unknown CPU");
      } catch (IOException e) {
        return "unknown CPU";
      }
    }
    return "unknown CPU";
  }

  /** One line for people. */
  @Override
  public String toString() {
    String told =
        String.format(
            Locale.ROOT,
            "%s, %d cores, %.0f GiB, Java %s, %s",
            cpu,
            cores,
            memoryBytes / (double) (1L << 30),
            jdk,
            os);
    return load < 0 ? told : told + String.format(Locale.ROOT, ", load %.1f at the start", load);
  }
}
