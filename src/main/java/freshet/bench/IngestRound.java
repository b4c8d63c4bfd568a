package freshet.bench;

import java.time.Duration;

/**
 * One round of sending events until all of them are processed.
 *
 * @param events sent and processed
 * @param took from the first one sent to the last one processed
 * @param server CPU time of broker and stream
 * @param generator CPU time of the process that sends
 * @param traffic what the stream wrote to its own topics
 */
public record IngestRound(
    long events, Duration took, CpuTime server, CpuTime generator, Traffic traffic) {

  /** Throughput. */
  public double eventsPerSecond() {
    return events * 1e9 / took.toNanos();
  }

  /** CPU time of broker and stream per event, in microseconds. */
  public double serverMicros() {
    return micros(server.total());
  }

  /** The same without the compilation of bytecode; NaN where that cannot be told apart. */
  public double serverMicrosWithoutCompiler() {
    return server.withoutCompiler().map(this::micros).orElse(Double.NaN);
  }

  /** CPU time of the collector of garbage per event, a part of the above; NaN where unknown. */
  public double collectorMicros() {
    return server.threads().map(used -> micros(used.collector())).orElse(Double.NaN);
  }

  /** CPU time of the sending process per event, in microseconds. */
  public double generatorMicros() {
    return micros(generator.total());
  }

  /** Bytes per event that the changelogs grew by on disk. */
  public double changelogBytes() {
    return perEvent(traffic.changelogBytes());
  }

  /** Records per event on the changelogs. */
  public double changelogRecords() {
    return perEvent(traffic.changelogRecords());
  }

  /** Records per event on the repartition topics. */
  public double repartitionRecords() {
    return perEvent(traffic.repartitionRecords());
  }

  private double micros(Duration cpu) {
    return perEvent(cpu.toNanos()) / 1_000;
  }

  private double perEvent(long amount) {
    return (double) amount / events;
  }
}
