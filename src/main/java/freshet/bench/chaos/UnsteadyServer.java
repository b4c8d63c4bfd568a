package freshet.bench.chaos;

import freshet.bench.ServerProcess;
import freshet.bench.Workplace;
import freshet.process.Launch;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server that is killed and started again on the same data and the same ports. */
final class UnsteadyServer implements AutoCloseable {
  private static final Duration READY_WITHIN = Duration.ofMinutes(5);
  private static final Duration INTERVAL = Duration.ofMillis(20);

  private final Workplace workplace;
  private final Launch launch;
  private final Path data;
  private final Ports ports;
  private final List<Duration> readyAfter = new ArrayList<>();
  private ServerProcess server;
  private long began;
  private boolean ready;

  private UnsteadyServer(Workplace workplace, Launch launch, Ports ports) {
    this.workplace = workplace;
    this.launch = launch;
    this.data = workplace.folder().resolve("disturbed-data");
    this.ports = ports;
  }

  /** Starts one on fresh data and waits until it is ready. */
  static UnsteadyServer start(Workplace workplace, Launch launch, Ports ports)
      throws InterruptedException {
    UnsteadyServer server = new UnsteadyServer(workplace, launch, ports);
    server.startAgain();
    server.server.awaitReady(READY_WITHIN);
    server.ready = true;
    return server;
  }

  private void startAgain() {
    began = System.nanoTime();
    ready = false;
    server = ServerProcess.start(workplace, launch, "disturbed", data, ports.options());
  }

  /**
   * Kills it at a moment and starts it again.
   *
   * @param meanwhile called now and then until the moment has come; may throw
   * @return what it was doing
   */
  Moment.Phase killAt(Moment moment, Runnable meanwhile) throws InterruptedException {
    Moment.Phase phase = moment.phase();
    if (phase == Moment.Phase.RUNNING) {
      awaitReady();
    } else if (phase == Moment.Phase.RESTORING) {
      server.awaitUp(READY_WITHIN);
    }
    long until = System.nanoTime() + moment.delay().toNanos();
    while (System.nanoTime() < until) {
      meanwhile.run();
      server.process().requireAlive();
      TimeUnit.NANOSECONDS.sleep(Math.min(INTERVAL.toNanos(), until - System.nanoTime()));
    }
    if (phase == Moment.Phase.RESTORING && server.isReady()) {
      // It was faster than expected.
      phase = Moment.Phase.RUNNING;
    }
    server.process().kill();
    startAgain();
    return phase;
  }

  /**
   * Waits until it is ready; the time since its start is told by {@link #readyAfter}.
   *
   * @throws freshet.bench.FailedBenchException if it ends or takes minutes
   */
  void awaitReady() throws InterruptedException {
    if (!ready) {
      server.awaitReady(READY_WITHIN);
      readyAfter.add(Duration.ofNanos(System.nanoTime() - began));
      ready = true;
    }
  }

  /** How long it took to be ready after a kill, each time that it was let. */
  List<Duration> readyAfter() {
    return List.copyOf(readyAfter);
  }

  /** Where its API is, dead or alive. */
  URI http() {
    return URI.create("http://127.0.0.1:" + ports.http());
  }

  /** The server as it runs now. */
  ServerProcess server() {
    return server;
  }

  @Override
  public void close() {
    server.close();
  }
}
