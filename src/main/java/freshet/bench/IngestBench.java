package freshet.bench;

import freshet.avro.InteractionRecord;
import freshet.event.UserId;
import freshet.process.ChildProcess;
import freshet.process.Poll;
import freshet.stream.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * How many events go through everything, and at what cost.
 *
 * <p>Three processes share the machine's cores: this one sends, one is {@code freshet serve} as
 * anybody starts it — broker, registry, the whole topology and HTTP — and one runs the {@link
 * PassThrough} topology against the same broker with the same settings. A round sends events at
 * full speed, serialised beforehand, and ends when every one of them is processed and committed by
 * all sub-topologies; so what is told is the rate that is kept up, with sending and processing side
 * by side, not how fast a backlog is taken in. Rounds of the recommender and of the pass-through
 * topology take turns, so that what disturbs the machine disturbs both; the other one idles.
 *
 * <p>CPU time is that of whole processes: of the server's for the recommender, and of the server's
 * (its broker, mostly) and the pass-through process for the other. Warming up comes first and is
 * not measured: it brings the users to their ten predecessors and the compiler to its end.
 *
 * <p>In the end the counts are read back. Were they not what was sent, no figure would mean
 * anything.
 */
public final class IngestBench {
  private static final Duration LINGER = Duration.ofMillis(10);
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration COUNT_LIMIT = Duration.ofSeconds(10);

  /** Longer than the intervals at which a row or a list is published at most. */
  private static final Duration REST = Duration.ofSeconds(2);

  private static final int WARM_UP_SLICE = 100_000;

  /**
   * How much is sent.
   *
   * @param rounds of either topology
   * @param events of a round
   * @param warmUp events before the first round, to either topology
   */
  public record Plan(int rounds, int events, long warmUp) {}

  /** The two applications on one broker. */
  private record Subject(String application, String topic, List<ChildProcess> processes) {
    CpuTime cpu() {
      return processes.stream()
          .map(ChildProcess::handle)
          .map(CpuTime::of)
          .reduce(CpuTime::plus)
          .orElseThrow();
    }

    /** The process its topology runs in. */
    ChildProcess stream() {
      return processes.get(processes.size() - 1);
    }
  }

  private final ServerProcess server;
  private final Workload workload;
  private final Topic<UserId, InteractionRecord> interactions;
  private final Subject recommender;
  private final Subject passThrough;
  private final Consumer<String> progress;

  /**
   * @param server ready
   * @param passThroughProcess a process that runs the {@link PassThrough} topology on its broker
   * @param application the {@code application.id} of the recommender
   * @param interactions its topic, with a serde that knows the server's registry
   * @param progress told what is going on, a line at a time
   */
  public IngestBench(
      ServerProcess server,
      ChildProcess passThroughProcess,
      String application,
      Topic<UserId, InteractionRecord> interactions,
      Workload workload,
      Consumer<String> progress) {
    this.server = server;
    this.workload = workload;
    this.interactions = interactions;
    this.recommender = new Subject(application, interactions.name(), List.of(server.process()));
    this.passThrough =
        new Subject(
            PassThrough.APPLICATION,
            PassThrough.SOURCE,
            List.of(server.process(), passThroughProcess));
    this.progress = progress;
  }

  /**
   * Runs all rounds.
   *
   * @throws FailedBenchException if a process ends or stalls, or an event is lost or counted twice
   */
  public IngestReport run(Plan plan) throws InterruptedException {
    PassThrough.awaitRunning(passThrough.stream(), START_LIMIT);
    String bootstrap = server.bootstrapServers();
    try (InteractionProducer producer = InteractionProducer.connect(bootstrap, LINGER);
        Backlog ours = backlog(recommender);
        Backlog theirs = backlog(passThrough)) {
      warmUp(plan, producer, ours, theirs);
      List<IngestRound> rounds = new ArrayList<>();
      List<IngestRound> passes = new ArrayList<>();
      long before = workload.predecessors();
      for (int round = 1; round <= plan.rounds(); round++) {
        List<SerializedInteraction> events = next(plan.events());
        rounds.add(measure(recommender, events, producer, ours));
        // What the recommender still publishes must not be charged to the other.
        TimeUnit.NANOSECONDS.sleep(REST.toNanos());
        passes.add(measure(passThrough, events, producer, theirs));
        progress.accept(line(round, plan, rounds.get(round - 1), passes.get(round - 1)));
      }
      long measured = (long) plan.rounds() * plan.events();
      long sent = plan.warmUp() + measured;
      return new IngestReport(
          rounds,
          passes,
          sent,
          requireCounted(sent),
          (double) (workload.predecessors() - before) / measured);
    }
  }

  private static String line(int round, Plan plan, IngestRound ours, IngestRound theirs) {
    return String.format(
        Locale.ROOT,
        "round %d of %d: %,.0f events/s, %.1f CPU µs per event; pass-through %,.0f events/s, %.1f",
        round,
        plan.rounds(),
        ours.eventsPerSecond(),
        ours.serverMicros(),
        theirs.eventsPerSecond(),
        theirs.serverMicros());
  }

  private Backlog backlog(Subject subject) {
    return new Backlog(server.bootstrapServers(), subject.application(), subject.topic());
  }

  private void warmUp(Plan plan, InteractionProducer producer, Backlog ours, Backlog theirs)
      throws InterruptedException {
    long sent = 0;
    while (sent < plan.warmUp()) {
      int slice = (int) Math.min(WARM_UP_SLICE, plan.warmUp() - sent);
      for (SerializedInteraction event : next(slice)) {
        producer.send(recommender.topic(), event);
        producer.send(passThrough.topic(), event);
      }
      producer.flush();
      ours.awaitEmpty(recommender.stream());
      theirs.awaitEmpty(passThrough.stream());
      sent += slice;
      progress.accept(
          String.format(Locale.ROOT, "warmed up with %,d of %,d events", sent, plan.warmUp()));
    }
  }

  private List<SerializedInteraction> next(int count) {
    List<SerializedInteraction> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      events.add(SerializedInteraction.of(workload.next(), interactions));
    }
    return events;
  }

  private IngestRound measure(
      Subject subject,
      List<SerializedInteraction> events,
      InteractionProducer producer,
      Backlog backlog)
      throws InterruptedException {
    Traffic written = Traffic.of(server.bootstrapServers(), subject.application());
    CpuTime used = subject.cpu();
    CpuTime sending = CpuTime.of(ProcessHandle.current());
    long began = System.nanoTime();
    for (SerializedInteraction event : events) {
      producer.send(subject.topic(), event);
    }
    producer.flush();
    backlog.awaitEmpty(subject.stream());
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    return new IngestRound(
        events.size(),
        took,
        subject.cpu().minus(used),
        CpuTime.of(ProcessHandle.current()).minus(sending),
        Traffic.of(server.bootstrapServers(), subject.application()).minus(written));
  }

  private long requireCounted(long sent) throws InterruptedException {
    // The last commit is known to the group a moment before it is shown to readers of every topic.
    long[] counted = new long[1];
    boolean equal =
        Poll.until(
            () -> {
              counted[0] =
                  CountedEvents.total(server.bootstrapServers(), recommender.application());
              return counted[0] == sent;
            },
            Duration.ofMillis(200),
            COUNT_LIMIT);
    if (!equal) {
      throw new FailedBenchException(
          "%d events were sent and %d counted; the figures mean nothing, and that is a defect to report"
              .formatted(sent, counted[0]));
    }
    return counted[0];
  }
}
