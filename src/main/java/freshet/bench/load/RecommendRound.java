package freshet.bench.load;

import freshet.bench.CpuTime;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One round of requests while events flow in.
 *
 * @param outcome of plain requests
 * @param answering CPU time of the server's threads that answered; empty where unknown
 * @param loaded what was used while requests were answered
 * @param idle what was used in a time without requests, with the same events
 * @param kinds of other requests, asked afterwards, as often and as long
 */
public record RecommendRound(
    OpenLoop.Outcome outcome,
    Optional<Duration> answering,
    Usage loaded,
    Usage idle,
    Map<Kind, OpenLoop.Outcome> kinds) {
  public RecommendRound {
    kinds = Collections.unmodifiableMap(new LinkedHashMap<>(kinds));
  }

  /**
   * CPU time used.
   *
   * @param took wall-clock time
   * @param events that flowed in
   */
  public record Usage(Duration took, long events, CpuTime server, CpuTime generator) {
    /** Of two times together. */
    Usage plus(Usage other) {
      return new Usage(
          took.plus(other.took),
          events + other.events,
          server.plus(other.server),
          generator.plus(other.generator));
    }
  }

  /** CPU time of the server per request, in microseconds, without what events alone cost. */
  public double serverMicros() {
    return micros(Usage::server, cpu -> Optional.of(cpu.total()));
  }

  /** The same without the compilation of bytecode; NaN where that cannot be told apart. */
  public double serverMicrosWithoutCompiler() {
    return micros(Usage::server, CpuTime::withoutCompiler);
  }

  /**
   * CPU time of the server's threads that answer, per request, in microseconds; NaN where unknown.
   */
  public double answeringMicros() {
    return answering
        .map(time -> time.toNanos() / 1_000.0 / outcome.latency().count())
        .orElse(Double.NaN);
  }

  /** CPU time of the collector of garbage per request, a part of the above; NaN where unknown. */
  public double collectorMicros() {
    return micros(Usage::server, cpu -> cpu.threads().map(CpuTime.ByThreads::collector));
  }

  /** CPU time of the process that asks, per request, in microseconds, without the compiler's. */
  public double generatorMicros() {
    return micros(
        Usage::generator, cpu -> cpu.withoutCompiler().or(() -> Optional.of(cpu.total())));
  }

  /** CPU time of the server for the events alone, as a share of one core. */
  public double idleCores() {
    return (double) idle.server().total().toNanos() / idle.took().toNanos();
  }

  /** How long a kind took, of its 99th percentile, as a multiple of that of plain requests. */
  public double timesPlain(Kind kind) {
    return kinds.get(kind).latency().p99() / outcome.latency().p99();
  }

  /** Events that flowed in while requests were answered. */
  public double eventsPerSecond() {
    return loaded.events() * 1e9 / loaded.took().toNanos();
  }

  private double micros(
      Function<Usage, CpuTime> process, Function<CpuTime, Optional<Duration>> part) {
    Optional<Duration> with = part.apply(process.apply(loaded));
    Optional<Duration> without = part.apply(process.apply(idle));
    if (with.isEmpty() || without.isEmpty()) {
      return Double.NaN;
    }
    double stretched =
        (double) without.get().toNanos() * loaded.took().toNanos() / idle.took().toNanos();
    return (with.get().toNanos() - stretched) / 1_000 / outcome.latency().count();
  }
}
