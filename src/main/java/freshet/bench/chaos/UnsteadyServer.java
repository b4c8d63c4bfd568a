package freshet.bench.chaos;

import freshet.bench.ServerProcess;
import freshet.bench.Workplace;
import freshet.process.Launch;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** A server that is killed and started again on the same data and the same ports. */
final class UnsteadyServer implements AutoCloseable {
  private static final Duration READY_WITHIN = Duration.ofMinutes(5);
  private static final Duration INTERVAL = Duration.ofMillis(20);

  private final Workplace workplace;
  private final Launch launch;
  private final String name;
  private final Path data;
  private final URI http;
  private final List<String> options;
  private final List<Duration> readyAfter = new ArrayList<>();
  private volatile Life life;
  private volatile boolean killed;
  private long began;
  private boolean ready;

  /** From one start to the next. */
  private record Life(int number, ServerProcess server) {}

  private UnsteadyServer(
      Workplace workplace, Launch launch, String name, int port, List<String> options) {
    this.workplace = workplace;
    this.launch = launch;
    this.name = name;
    this.data = workplace.folder().resolve(name + "-data");
    this.http = URI.create("http://127.0.0.1:" + port);
    this.options = options;
  }

  /**
   * Starts one on fresh data and waits until it is ready.
   *
   * @param name unique among the living
   * @param port of its API
   * @param options of {@code serve}, the port among them
   */
  static UnsteadyServer start(
      Workplace workplace, Launch launch, String name, int port, List<String> options)
      throws InterruptedException {
    UnsteadyServer server = new UnsteadyServer(workplace, launch, name, port, options);
    server.startAgain();
    server.life.server.awaitReady(READY_WITHIN);
    server.ready = true;
    return server;
  }

  /** Starts it again; it must have been killed. */
  void startAgain() {
    began = System.nanoTime();
    ready = false;
    int number = life == null ? 1 : life.number + 1;
    life = new Life(number, ServerProcess.start(workplace, launch, name, data, options));
    killed = false;
  }

  /**
   * Waits for a moment at which it is to be killed.
   *
   * @param meanwhile called now and then until the moment has come; may throw
   * @return what it is doing then
   */
  Moment.Phase await(Moment moment, Runnable meanwhile) throws InterruptedException {
    Moment.Phase phase = moment.phase();
    if (phase == Moment.Phase.RUNNING) {
      awaitReady();
    } else if (phase == Moment.Phase.RESTORING) {
      life.server.awaitUp(READY_WITHIN);
    }
    long until = System.nanoTime() + moment.delay().toNanos();
    while (System.nanoTime() < until) {
      meanwhile.run();
      life.server.process().requireAlive();
      TimeUnit.NANOSECONDS.sleep(Math.min(INTERVAL.toNanos(), until - System.nanoTime()));
    }
    if (phase == Moment.Phase.RESTORING && life.server.isReady()) {
      // It was faster than expected.
      phase = Moment.Phase.RUNNING;
    }
    return phase;
  }

  /** Kills it; from now on it is not {@link #up}, however long its end takes. */
  void kill() throws InterruptedException {
    killed = true;
    life.server.process().kill();
  }

  /** Which start of it answers HTTP now; empty while none does. */
  OptionalInt up() {
    Life now = life;
    return !killed && now.server.isUp() ? OptionalInt.of(now.number) : OptionalInt.empty();
  }

  /**
   * Waits until it is ready; the time since its start is told by {@link #readyAfter}.
   *
   * @throws freshet.bench.FailedBenchException if it ends or takes minutes
   */
  void awaitReady() throws InterruptedException {
    if (!ready) {
      life.server.awaitReady(READY_WITHIN);
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
    return http;
  }

  /** The server as it runs now. */
  ServerProcess server() {
    return life.server;
  }

  @Override
  public void close() {
    life.server.close();
  }
}
