package freshet.bench;

import freshet.avro.InteractionRecord;
import freshet.event.UserId;
import freshet.stream.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
      return processes.stream().map(ChildProcess::cpu).reduce(CpuTime::plus).orElseThrow();
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
        passes.add(measure(passThrough, events, producer, theirs));
        progress.accept(
            "round %d of %d: %,.0f events/s, %.1f CPU µs per event; pass-through %,.0f events/s, %.1f CPU µs per event"
                .formatted(
                    round,
                    plan.rounds(),
                    rounds.get(round - 1).eventsPerSecond(),
                    rounds.get(round - 1).serverMicros(),
                    passes.get(round - 1).eventsPerSecond(),
                    passes.get(round - 1).serverMicros()));
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

  private Backlog backlog(Subject subject) {
    return new Backlog(server.bootstrapServers(), subject.application(), subject.topic());
  }

  private void warmUp(Plan plan, InteractionProducer producer, Backlog ours, Backlog theirs)
      throws InterruptedException {
    if (plan.warmUp() == 0) {
      return;
    }
    progress.accept("warming up with %,d events".formatted(plan.warmUp()));
    for (long i = 0; i < plan.warmUp(); i++) {
      SerializedInteraction event = SerializedInteraction.of(workload.next(), interactions);
      producer.send(recommender.topic(), event);
      producer.send(passThrough.topic(), event);
    }
    producer.flush();
    ours.awaitEmpty(recommender.stream());
    theirs.awaitEmpty(passThrough.stream());
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
          "%,d events were sent and %,d counted; the figures mean nothing, and that is a defect to report"
              .formatted(sent, counted[0]));
    }
    return counted[0];
  }
}
