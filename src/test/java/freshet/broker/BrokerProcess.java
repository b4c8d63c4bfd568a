package freshet.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A broker in a JVM of its own, to be ended the hard way. */
final class BrokerProcess implements AutoCloseable {
  private static final String READY = "ready ";

  private final Process process;
  private final String bootstrapServers;
  private final Duration startTime;

  private BrokerProcess(Process process, String bootstrapServers, Duration startTime) {
    this.process = process;
    this.bootstrapServers = bootstrapServers;
    this.startTime = startTime;
  }

  /** Starts a JVM and waits for its broker, at most until the JVM ends. */
  static BrokerProcess start(Path directory) throws IOException {
    long began = System.nanoTime();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerProcess.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    String line = output.readLine();
    if (line == null || !line.startsWith(READY)) {
      process.destroyForcibly();
      throw new AssertionError("the broker did not start; it said: " + line);
    }
    Duration startTime = Duration.ofNanos(System.nanoTime() - began);
    return new BrokerProcess(process, line.substring(READY.length()), startTime);
  }

  BrokerClient client() {
    return new BrokerClient(bootstrapServers);
  }

  /** From the start of the JVM to a broker that serves. */
  Duration startTime() {
    return startTime;
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  /** SIGTERM; how long the process took to end. */
  Duration terminate() throws InterruptedException {
    long began = System.nanoTime();
    process.destroy();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return Duration.ofNanos(System.nanoTime() - began);
  }

  int exitCode() {
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** The child: a broker until a signal comes. */
  public static void main(String[] args) throws InterruptedException {
    EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.in(Path.of(args[0])).withPort(0));
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "close-broker"));
    System.out.println(READY + broker.bootstrapServers());
    new CountDownLatch(1).await();
  }
}
