package freshet.bench.capacity;

import freshet.bench.CpuTime;
import freshet.bench.TopicBytes;
import freshet.bench.Workload;
import freshet.bench.load.Latency;
import freshet.bench.memory.ResidentMemory;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What {@link CapacityBench} found.
 *
 * @param shape of the site
 * @param events that were sent
 * @param eventsTook until all were processed
 * @param eventsUsed CPU time of the process, broker and all, for them
 * @param requests that were answered
 * @param requestsUsed CPU time of the process for them, what it uses idle taken off
 * @param latency of the requests
 * @param stores bytes on disk by store, once all is written
 * @param topics bytes in Kafka
 * @param heap what is alive on the Java heap; empty where the JVM does not tell
 * @param resident memory of the process in the end; empty where the system does not tell
 */
public record CapacityReport(
    Workload.Shape shape,
    long events,
    Duration eventsTook,
    CpuTime eventsUsed,
    long requests,
    CpuTime requestsUsed,
    Latency latency,
    Map<String, Long> stores,
    TopicBytes topics,
    OptionalLong heap,
    Optional<ResidentMemory> resident) {
  private static final double NANOS = 1e9;
  private static final double NANOS_PER_MICRO = 1e3;

  public CapacityReport {
    stores = Collections.unmodifiableMap(new TreeMap<>(stores));
  }

  public double eventsPerSecond() {
    return events * NANOS / eventsTook.toNanos();
  }

  /** CPU time for an event, microseconds, the JIT compiler's left out. */
  public double microsPerEvent() {
    return micros(eventsUsed) / events;
  }

  /** CPU time for a request, microseconds, the JIT compiler's left out. */
  public double microsPerRequest() {
    return micros(requestsUsed) / requests;
  }

  private static double micros(CpuTime used) {
    return used.withoutCompiler().orElse(used.total()).toNanos() / NANOS_PER_MICRO;
  }

  /** All state on disk. */
  public long state() {
    return stores.values().stream().mapToLong(Long::longValue).sum();
  }
}
