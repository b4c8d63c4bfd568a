package freshet.bench.scale;

import freshet.bench.CpuTime;
import java.time.Duration;

/**
 * What so many instances made of events at full speed, and what crossed the network for it.
 *
 * @param instances how many shared the work
 * @param events that were sent and processed
 * @param took from the first that was sent until the last was processed and committed
 * @param server CPU time of all instances
 * @param broker CPU time of their broker
 * @param sent bytes that instances sent to Kafka for an event
 * @param fetched bytes that they read from Kafka for an event
 * @param hops how many questions they asked each other for a request, under the load of the steps
 * @param hopBytes keys and values in these and their answers, for a request
 */
public record Throughput(
    int instances,
    long events,
    Duration took,
    CpuTime server,
    CpuTime broker,
    double sent,
    double fetched,
    double hops,
    double hopBytes) {
  private static final double NANOS = 1e9;
  private static final double NANOS_PER_MICRO = 1e3;

  public double eventsPerSecond() {
    return events * NANOS / took.toNanos();
  }

  /** CPU time of the instances for an event, microseconds, the JIT compiler's left out. */
  public double serverMicros() {
    return micros(server);
  }

  /** CPU time of the broker for an event, microseconds, the JIT compiler's left out. */
  public double brokerMicros() {
    return micros(broker);
  }

  private double micros(CpuTime used) {
    return used.withoutCompiler().orElse(used.total()).toNanos() / NANOS_PER_MICRO / events;
  }
}
