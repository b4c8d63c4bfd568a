package freshet.bench.scale;

import freshet.bench.ServerProcess;
import freshet.bench.Workplace;
import freshet.process.Launch;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One of the servers that share the work on a broker, stopped in order and started again on the
 * same data and the same port.
 */
final class Instance implements AutoCloseable {
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(90);

  private final Workplace workplace;
  private final Launch launch;
  private final String id;
  private final int port;
  private volatile Optional<ServerProcess> running = Optional.empty();

  /**
   * @param launch with the settings that all of them share
   * @param number its {@code streams.instance-id}
   */
  Instance(Workplace workplace, Launch launch, int number, int port) {
    this.workplace = workplace;
    this.id = Integer.toString(number);
    this.launch = launch.withSettings(Map.of("streams.instance-id", id));
    this.port = port;
  }

  /** Starts it; it is ready later. */
  void start() {
    Path data = workplace.folder().resolve("instance-" + id + "-data");
    running =
        Optional.of(
            ServerProcess.start(
                workplace, launch, "instance-" + id, data, List.of("--port=" + port)));
  }

  /**
   * SIGTERM, and waits for its end.
   *
   * @throws freshet.process.FailedProcessException if that takes more than a minute and a half
   */
  void stop() throws InterruptedException {
    server().process().stop(STOPS_WITHIN);
    running = Optional.empty();
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    server().process().kill();
    running = Optional.empty();
  }

  /** Whether it should be asked: it lives and says that it answers well. */
  boolean isReady() {
    return running.filter(server -> server.isUp() && server.isReady()).isPresent();
  }

  /** The server as it runs now; it must. */
  ServerProcess server() {
    return running.orElseThrow();
  }

  /** Where its API is, running or not. */
  URI http() {
    return URI.create("http://127.0.0.1:" + port);
  }

  String id() {
    return id;
  }

  @Override
  public void close() {
    running.ifPresent(ServerProcess::close);
  }
}
