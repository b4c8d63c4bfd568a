package freshet.app.model;

import freshet.model.release.TrainingProgress;
import freshet.model.release.retrain.TrainingOrder;
import freshet.model.release.retrain.TrainingRun;
import freshet.process.PrivateFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How {@code freshet train} is started as a child: with the settings of this process, a heap of its
 * own, the memory allocation that PyTorch is fast with, and behind everything that serves.
 *
 * @param mainClass name of the class that is the command line of a child
 * @param settings of this process as a settings file, with the addresses of its Kafka and registry
 * @param heapBytes most of the child's heap
 */
public record TrainingLaunch(String mainClass, String settings, long heapBytes)
    implements TrainingRun.Processes {

  private static final int WARNS_OF_UNSAFE = 24;
  private static final Path NICE = Path.of("/usr/bin/nice");

  /**
   * Training frees and asks for the same large pieces over and over; glibc would give them back to
   * the system each time, and Intel's threads would spin between two steps.
   */
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "MALLOC_ARENA_MAX", "1",
          "MALLOC_MMAP_MAX_", "0",
          "MALLOC_TRIM_THRESHOLD_", "40000000000",
          "MALLOC_TOP_PAD_", "268435456",
          "OMP_WAIT_POLICY", "PASSIVE");

  @Override
  public ProcessBuilder command(TrainingOrder order) throws IOException {
    Path config = order.folder().resolve("settings.conf");
    PrivateFile.write(config, settings);
    List<String> line = new ArrayList<>();
    if (Files.isExecutable(NICE)) {
      line.addAll(List.of(NICE.toString(), "-n", "15"));
    }
    line.addAll(java(order.folder()));
    line.addAll(List.of("train", "--from", "kafka", "--out", order.out().toString()));
    line.addAll(List.of("--config", config.toString(), "--progress", "json"));
    order.live().ifPresent(live -> line.addAll(List.of("--live", absolute(live.toString()))));
    order.wishes().days().ifPresent(days -> add(line, "--days", days));
    order.wishes().epochs().ifPresent(epochs -> add(line, "--epochs", epochs));
    order.wishes().seed().ifPresent(seed -> add(line, "--seed", seed));
    ProcessBuilder builder = new ProcessBuilder(line);
    // What the environment says of settings is in the file already, or was overruled.
    builder.environment().keySet().removeIf(name -> name.startsWith("FRESHET_"));
    builder.environment().putAll(ENVIRONMENT);
    return builder;
  }

  private static void add(List<String> line, String option, Number value) {
    line.addAll(List.of(option, value.toString()));
  }

  private List<String> java(Path folder) {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapBytes,
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-Djava.io.tmpdir=" + folder.toAbsolutePath()));
    if (Runtime.version().feature() >= WARNS_OF_UNSAFE) {
      line.add("--sun-misc-unsafe-memory-access=allow");
    }
    line.addAll(List.of("-cp", classPath(), mainClass));
    return line;
  }

  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(TrainingLaunch::absolute)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String absolute(String path) {
    return Path.of(path).toAbsolutePath().toString();
  }

  @Override
  public Optional<TrainingProgress> read(String line) {
    return ProgressJson.read(line);
  }
}
