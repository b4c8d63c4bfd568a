package freshet.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a child JVM is started: the Java and the classes of this process, options of its own.
 *
 * @param java the executable
 * @param classPath absolute, since a child has another working directory
 * @param mainClass its main class
 * @param options of the JVM; of those that contradict each other the last wins
 */
public record Launch(Path java, String classPath, String mainClass, List<String> options) {
  private static final int WARNS_OF_UNSAFE = 24;
  private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use[A-Za-z0-9]*GC");

  public Launch {
    options = List.copyOf(options);
  }

  /**
   * A JVM as the launcher script starts it for a server where there is memory: ZGC, a heap of at
   * most 2 GiB, and the priorities of threads known to the system.
   *
   * <p>Compiler threads do not come and go: one that ends would take its CPU time with it.
   */
  public static Launch ofThisProcess(Class<?> mainClass) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "-Xmx2g",
                "-XX:+UseZGC",
                "-XX:ThreadPriorityPolicy=1",
                "-XX:-UseDynamicNumberOfCompilerThreads",
                "--enable-native-access=ALL-UNNAMED",
                "-Dfile.encoding=UTF-8"));
    if (System.getProperty("os.name").equals("Linux")) {
      options.add("-XX:CompilerThreadPriority=4");
    }
    if (Runtime.version().feature() >= WARNS_OF_UNSAFE) {
      options.add("--sun-misc-unsafe-memory-access=allow");
    }
    return new Launch(
        Path.of(System.getProperty("java.home"), "bin", "java"),
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator)),
        mainClass.getName(),
        options);
  }

  /** The same with more options of the JVM. */
  public Launch with(List<String> more) {
    // Of two collectors the JVM does not take the last: it refuses both.
    boolean anotherCollector = more.stream().anyMatch(COLLECTOR.asMatchPredicate());
    Stream<String> kept =
        options.stream()
            .filter(option -> !anotherCollector || !COLLECTOR.matcher(option).matches());
    return new Launch(java, classPath, mainClass, Stream.concat(kept, more.stream()).toList());
  }

  /**
   * The same with settings that differ from the reference.
   *
   * @param settings value by name, such as {@code streams.threads}
   */
  public Launch withSettings(Map<String, String> settings) {
    return with(
        settings.entrySet().stream()
            .map(setting -> "-Dfreshet." + setting.getKey() + "=" + setting.getValue())
            .toList());
  }

  /** The whole command line. */
  public List<String> line(List<String> arguments) {
    List<String> line = new ArrayList<>(List.of(java.toString()));
    line.addAll(options);
    line.addAll(List.of("-cp", classPath, mainClass));
    line.addAll(arguments);
    return line;
  }
}
