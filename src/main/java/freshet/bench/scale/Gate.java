package freshet.bench.scale;

import freshet.process.FailedProcessException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Which instances are in service: those that said they were ready when they were last asked, as a
 * load balancer or an orchestrator asks them again and again. Should none be, all are.
 */
final class Gate implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMillis(200);

  private final List<Instance> instances;
  private final Thread thread = new Thread(this::run, "bench-gate");
  private volatile List<URI> ready = List.of();

  private Gate(List<Instance> instances) {
    this.instances = List.copyOf(instances);
    thread.setDaemon(true);
  }

  /** Begins to ask. */
  static Gate open(List<Instance> instances) {
    Gate gate = new Gate(instances);
    gate.thread.start();
    return gate;
  }

  private void run() {
    try {
      while (true) {
        ready = instances.stream().filter(Gate::isReady).map(Instance::http).toList();
        TimeUnit.NANOSECONDS.sleep(INTERVAL.toNanos());
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isReady(Instance instance) {
    try {
      return instance.isReady();
    } catch (FailedProcessException stopped) {
      // Between the two questions that it is asked.
      return false;
    }
  }

  /** Where to ask now. */
  List<URI> inService() {
    List<URI> now = ready;
    return now.isEmpty() ? instances.stream().map(Instance::http).toList() : now;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
