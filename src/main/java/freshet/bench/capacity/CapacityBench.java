package freshet.bench.capacity;

import freshet.bench.Backlog;
import freshet.bench.CpuTime;
import freshet.bench.FailedBenchException;
import freshet.bench.ServerProcess;
import freshet.bench.TopicBytes;
import freshet.bench.Workload;
import freshet.bench.load.Kind;
import freshet.bench.load.Latency;
import freshet.bench.load.OpenLoop;
import freshet.bench.load.WarmSite;
import freshet.bench.memory.LiveHeap;
import freshet.bench.memory.ResidentMemory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * What a site of a given size takes: its items are described, its users do so much at full speed,
 * then slates are asked for while nothing else happens, and in the end the server stops, so that
 * all it knows lies on the disk.
 */
public final class CapacityBench {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration STOPS_WITHIN = Duration.ofMinutes(3);

  /** Longer than the intervals at which a row or a list is published at most. */
  private static final Duration REST = Duration.ofSeconds(3);

  /**
   * How much is asked.
   *
   * @param events that users cause together
   * @param perSecond requests
   * @param asking how long, and as long again before, so that the compiler is done
   */
  public record Plan(int events, int perSecond, Duration asking) {}

  /**
   * The server and what it works on.
   *
   * @param data its data directory
   * @param application the {@code application.id} of its topology
   * @param items full name of its topic of items
   */
  public record Subject(ServerProcess server, Path data, String application, String items) {}

  private final Subject subject;
  private final WarmSite site;
  private final Workload.Shape shape;
  private final long seed;

  /**
   * @param site that has been described to the server, and of whose users nothing is known
   */
  public CapacityBench(Subject subject, WarmSite site, Workload.Shape shape, long seed) {
    this.subject = subject;
    this.site = site;
    this.shape = shape;
    this.seed = seed;
  }

  /**
   * Runs all of it; the server has stopped when this returns.
   *
   * @throws FailedBenchException if it ends before, or does not keep up
   */
  public CapacityReport run(Plan plan) throws InterruptedException {
    ServerProcess server = subject.server();
    CpuTime before = cpu();
    long began = System.nanoTime();
    try (Backlog backlog =
        new Backlog(server.bootstrapServers(), subject.application(), site.topic())) {
      site.send(plan.events());
      site.await(backlog);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    CpuTime events = cpu().minus(before);
    TimeUnit.NANOSECONDS.sleep(REST.toNanos());

    OpenLoop requests = new OpenLoop(server.http(), shape, seed);
    ask(requests, plan);
    CpuTime idleFrom = cpu();
    TimeUnit.NANOSECONDS.sleep(plan.asking().toNanos());
    CpuTime idle = cpu().minus(idleFrom);
    CpuTime askedFrom = cpu();
    Latency latency = ask(requests, plan).latency();
    CpuTime asked = cpu().minus(askedFrom).minus(idle);

    TopicBytes topics =
        TopicBytes.of(
            server.bootstrapServers(), subject.application(), site.topic(), subject.items());
    OptionalLong heap = LiveHeap.of(server.process().pid());
    Optional<ResidentMemory> resident = ResidentMemory.of(server.process().pid());
    // It would look for its broker.
    site.close();
    server.process().stop(STOPS_WITHIN);
    return new CapacityReport(
        shape,
        plan.events(),
        took,
        events,
        latency.count(),
        asked,
        latency,
        StateFiles.bytes(subject.data().resolve("state")),
        topics,
        heap,
        resident);
  }

  private CpuTime cpu() {
    return CpuTime.of(subject.server().process().handle());
  }

  private static OpenLoop.Outcome ask(OpenLoop requests, Plan plan) throws InterruptedException {
    OpenLoop.Outcome outcome = requests.run(Kind.PLAIN, plan.perSecond(), plan.asking(), PATIENCE);
    if (!outcome.kept()) {
      throw new FailedBenchException(
          "the server fell %d s behind %d requests/s; ask for fewer with --rate"
              .formatted(PATIENCE.toSeconds(), plan.perSecond()));
    }
    return outcome;
  }
}
