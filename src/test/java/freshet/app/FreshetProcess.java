package freshet.app;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/** The command line in a JVM of its own, to be ended one way or another. */
final class FreshetProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Pattern ADDRESS = Pattern.compile("Freshet is at (http://\\S+)");
  private static final Pattern KAFKA = Pattern.compile("Kafka (127\\.0\\.0\\.1:\\d+)");
  private static final Pattern REGISTRY = Pattern.compile("schema registry (http://\\S+)");
  private static final Pattern BROKER = Pattern.compile("(?s)The broker is up.*stop: Ctrl-C");
  private static final Pattern CLUSTER =
      Pattern.compile("(?s)Freshet runs on \\d+ instances.*stop: Ctrl-C");
  private static final Pattern CURL = Pattern.compile("curl '(\\S+)'");

  private final Process process;
  private final Path out;
  private final Path err;
  private final long began = System.nanoTime();

  private FreshetProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts a server command on free ports, or a benchmark, which takes care of its own.
   *
   * @param work where its output is kept
   */
  static FreshetProcess start(Path work, String command, String... options) throws IOException {
    return launch(
        ClassArchive.jarOptions().orElseGet(() -> ofClassPath(List.of())), work, command, options);
  }

  /**
   * The same, with jars left out.
   *
   * @param jars parts of their paths
   */
  static FreshetProcess startWithout(
      List<String> jars, Path work, String command, String... options) throws IOException {
    return launch(ofClassPath(jars), work, command, options);
  }

  private static List<String> ofClassPath(List<String> without) {
    return List.of("-cp", ClassPath.without(without), Main.class.getName());
  }

  /**
   * The same, however the JVM finds its classes.
   *
   * @param classes options of the JVM that say so
   */
  static FreshetProcess launch(List<String> classes, Path work, String command, String... options)
      throws IOException {
    return launch(classes, Map.of(), work, command, options);
  }

  /** The same, with options of the JVM and variables of the environment. */
  static FreshetProcess start(
      List<String> jvm,
      Map<String, String> environment,
      Path work,
      String command,
      String... options)
      throws IOException {
    List<String> classes = ClassArchive.jarOptions().orElseGet(() -> ofClassPath(List.of()));
    return launch(
        Stream.concat(jvm.stream(), classes.stream()).toList(),
        environment,
        work,
        command,
        options);
  }

  /** The options of a command that starts servers, so that these start as fast as they can here. */
  static List<String> optionsForItsServers() {
    List<String> options =
        new ArrayList<>(
            List.of("--jvm=-Xmx512m", "--jvm=-XX:+UseSerialGC", "--jvm=-XX:TieredStopAtLevel=1"));
    // Of the classes, what the tests' own processes share.
    ClassArchive.jarOptions().ifPresent(classes -> options.add("--jvm=" + classes.get(0)));
    return options;
  }

  /**
   * Runs a benchmark to its end, with figures as JSON.
   *
   * @param work folder for what it prints
   */
  static Run bench(Path work, Duration limit, String... options)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(optionsForItsServers());
    all.add("--json");
    try (FreshetProcess bench = start(work, "bench", all.toArray(String[]::new))) {
      int exit = bench.awaitExit(limit);
      return new Run(exit, bench.out(), bench.err());
    }
  }

  private static FreshetProcess launch(
      List<String> classes,
      Map<String, String> environment,
      Path work,
      String command,
      String... options)
      throws IOException {
    Path out = Files.createTempFile(work, command, ".out");
    Path err = Files.createTempFile(work, command, ".err");
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                // Over before the second compiler could pay for itself.
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                // Kafka Streams warns of state in the system's folder for temporary files.
                "-Djava.io.tmpdir=" + Files.createDirectories(work.resolve("tmp"))));
    line.addAll(classes);
    line.add(command);
    line.addAll(List.of(options));
    for (String port : ports(command)) {
      if (line.stream().noneMatch(option -> option.startsWith(port + "="))) {
        line.add(port + "=0");
      }
    }
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile());
    // Settings of whoever runs the tests are not those of the tests.
    builder.environment().keySet().removeIf(name -> name.startsWith("FRESHET_"));
    builder.environment().putAll(environment);
    return new FreshetProcess(builder.start(), out, err);
  }

  private static List<String> ports(String command) {
    if (command.equals("bench")) {
      return List.of();
    }
    List<String> ofKafka = List.of("--kafka-port", "--registry-port");
    return command.equals("broker")
        ? ofKafka
        : Stream.concat(Stream.of("--port"), ofKafka.stream()).toList();
  }

  /** Waits until it has said where it is and answers well; how long that took from its start. */
  Duration awaitReady() {
    try {
      await("ready")
          .atMost(START_LIMIT)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> !process.isAlive() || (says(ADDRESS) && isReady()));
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("not ready: " + diagnosis(), e);
    }
    if (!process.isAlive()) {
      throw new AssertionError("ended with " + process.exitValue() + ": " + err());
    }
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /**
   * Waits until Kafka and HTTP are up, state restored or not; how long that took from its start.
   */
  Duration awaitUp() {
    return awaitSaid(ADDRESS);
  }

  /** Waits until a broker alone is up; how long that took from its start. */
  Duration awaitBroker() {
    return awaitSaid(BROKER);
  }

  /** Waits until all instances of a cluster are ready; how long that took from its start. */
  Duration awaitCluster() {
    return awaitSaid(CLUSTER);
  }

  private Duration awaitSaid(Pattern words) {
    try {
      await("up")
          .atMost(START_LIMIT)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> !process.isAlive() || says(words));
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("not up: " + diagnosis(), e);
    }
    return age();
  }

  /** What it said, how it says it is, and where its threads stand. */
  private String diagnosis() {
    List<String> told = new ArrayList<>(List.of(out(), err()));
    try {
      if (says(ADDRESS)) {
        told.add(http().get("/health/ready").body().toString());
      }
      Process dump =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  Long.toString(process.pid()),
                  "Thread.print")
              .redirectErrorStream(true)
              .start();
      told.add(new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      told.add(e.toString());
    }
    return String.join("\n", told);
  }

  private boolean isReady() {
    try {
      return http().get("/health/ready").status() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  HttpCaller http() {
    return new HttpCaller(find(ADDRESS));
  }

  String bootstrapServers() {
    return find(KAFKA);
  }

  String registryUrl() {
    return find(REGISTRY);
  }

  /** Waits for the address that it suggests to try. */
  String awaitSuggestion(Duration limit) {
    await("a suggestion").atMost(limit).until(() -> !process.isAlive() || says(CURL));
    return find(CURL);
  }

  /** The processes that it has started. */
  List<ProcessHandle> children() {
    return process.children().toList();
  }

  Duration age() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** SIGTERM; how long it then took to end. */
  Duration terminate() throws InterruptedException {
    long told = System.nanoTime();
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new AssertionError("still running 30 s after SIGTERM");
    }
    return Duration.ofNanos(System.nanoTime() - told);
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      throw new AssertionError("still running 10 s after SIGKILL");
    }
  }

  int awaitExit(Duration limit) throws InterruptedException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("still running after " + limit);
    }
    return process.exitValue();
  }

  int exitCode() {
    return process.exitValue();
  }

  String out() {
    return read(out);
  }

  String err() {
    return read(err);
  }

  private boolean says(Pattern pattern) {
    return pattern.matcher(out()).find();
  }

  private String find(Pattern pattern) {
    Matcher matcher = pattern.matcher(out());
    if (!matcher.find()) {
      throw new AssertionError("it did not say " + pattern + " but " + out() + err());
    }
    return matcher.group(1);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
