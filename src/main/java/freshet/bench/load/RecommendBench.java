package freshet.bench.load;

import freshet.bench.CpuTime;
import freshet.bench.FailedBenchException;
import freshet.bench.ServerProcess;
import freshet.bench.ThreadTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * How long recommendations take, and at what cost, while events flow in.
 *
 * <p>Two processes share the machine's cores: this one asks and sends the events, the other is
 * {@code freshet serve} as anybody starts it. A round is events alone, then requests besides for
 * twice as long, {@link OpenLoop} telling how they are sent, then events alone again. What the
 * middle costs more than both ends together is the cost of the requests; what drifts slowly, as the
 * rest of a warm-up, is in both alike. Other kinds of requests follow, one after the other, and are
 * compared with the plain ones of the same round.
 *
 * <p>Every answer must be a full slate, and a part of all items must come from the layer
 * collaborative, or nearly all from the layer model where there is one: a server that answers fast
 * because it has nothing to say is not measured.
 */
public final class RecommendBench {
  /** Of the time a rate is tried in the search. */
  private static final Duration TRIAL = Duration.ofSeconds(5);

  private static final int TRIES = 2;
  private static final int TRIALS = 12;

  /** A rate with requests so late does not hold. */
  private static final Duration SEARCH_PATIENCE = Duration.ofSeconds(1);

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration REST = Duration.ofMillis(500);
  private static final double LEAST_COLLABORATIVE = 0.05;

  /** Of answers with a model all come from it, unless the machine is disturbed. */
  private static final double LEAST_MODEL = 0.95;

  /** What the search for the highest rate holds the 99th percentile to, in milliseconds. */
  public static final double P99_LIMIT = 10;

  /**
   * How much is asked.
   *
   * @param perSecond requests
   * @param kinds what is asked besides, in turn with plain recommendations, each as often
   * @param warmUp how long to ask before the first round, each kind
   * @param rounds that are measured
   * @param round how long requests are sent in each; as long again there are none
   * @param search whether to look for the highest rate in the end
   * @param model whether the server has a model, from which the answers have to come
   */
  public record Plan(
      int perSecond,
      Set<Kind> kinds,
      Duration warmUp,
      int rounds,
      Duration round,
      boolean search,
      boolean model) {
    public Plan {
      kinds = Collections.unmodifiableSet(new LinkedHashSet<>(kinds));
    }
  }

  private final ServerProcess server;
  private final OpenLoop requests;
  private final EventFlow events;
  private final Consumer<String> progress;

  /**
   * @param server that is asked
   * @param events that flow into it
   * @param progress told what is going on, a line at a time
   */
  public RecommendBench(
      ServerProcess server, OpenLoop requests, EventFlow events, Consumer<String> progress) {
    this.server = server;
    this.requests = requests;
    this.events = events;
    this.progress = progress;
  }

  /**
   * Runs all rounds.
   *
   * @throws FailedBenchException if the server ends, does not keep up or answers badly
   */
  public RecommendReport run(Plan plan) throws InterruptedException {
    if (!plan.warmUp().isZero()) {
      // What a server answers with that has just begun is not asked: that is what this is for.
      requireKept(plan, ask(Kind.PLAIN, plan.warmUp(), plan));
      for (Kind kind : plan.kinds()) {
        requireKept(plan, ask(kind, plan.warmUp(), plan));
      }
      progress.accept("warmed up with requests for " + plan.warmUp().toSeconds() + " s");
    }
    List<RecommendRound> rounds = new ArrayList<>();
    for (int round = 1; round <= plan.rounds(); round++) {
      rounds.add(measure(plan));
      progress.accept(line(round, plan, rounds.get(round - 1)));
    }
    return new RecommendReport(plan, rounds, plan.search() ? highest(plan) : OptionalInt.empty());
  }

  private static String line(int round, Plan plan, RecommendRound measured) {
    Latency latency = measured.outcome().latency();
    return String.format(
        Locale.ROOT,
        "round %d of %d: p50 %.2f ms, p99 %.2f ms, %.0f CPU µs per request, %.0f of them in the threads that answer",
        round,
        plan.rounds(),
        latency.p50(),
        latency.p99(),
        measured.serverMicros(),
        measured.answeringMicros());
  }

  private RecommendRound measure(Plan plan) throws InterruptedException {
    Duration half = plan.round().dividedBy(2);
    Reading begin = Reading.of(server, events);
    TimeUnit.NANOSECONDS.sleep(half.toNanos());
    Reading asked = Reading.of(server, events);
    Optional<ThreadTimes> threads = httpThreads();
    OpenLoop.Outcome outcome = ask(Kind.PLAIN, plan.round(), plan);
    Optional<Duration> answering =
        httpThreads().flatMap(now -> threads.map(before -> now.since(before)));
    Reading answered = Reading.of(server, events);
    TimeUnit.NANOSECONDS.sleep(half.toNanos());
    Reading end = Reading.of(server, events);
    server.process().requireAlive();
    events.requireFlowing();
    requireGood(plan, outcome);
    return new RecommendRound(
        outcome,
        answering,
        answered.since(asked),
        asked.since(begin).plus(end.since(answered)),
        kinds(plan));
  }

  private Map<Kind, OpenLoop.Outcome> kinds(Plan plan) throws InterruptedException {
    Map<Kind, OpenLoop.Outcome> outcomes = new LinkedHashMap<>();
    for (Kind kind : plan.kinds()) {
      OpenLoop.Outcome outcome = ask(kind, plan.round(), plan);
      requireKept(plan, outcome);
      outcomes.put(kind, outcome);
    }
    return outcomes;
  }

  private OpenLoop.Outcome ask(Kind kind, Duration time, Plan plan) throws InterruptedException {
    return requests.run(kind, plan.perSecond(), time, PATIENCE);
  }

  private Optional<ThreadTimes> httpThreads() {
    return ThreadTimes.of(server.process().pid(), name -> name.startsWith("http-"));
  }

  /** How things stand at a moment. */
  private record Reading(long nanos, long events, CpuTime server, CpuTime generator) {
    static Reading of(ServerProcess server, EventFlow events) {
      return new Reading(
          System.nanoTime(),
          events.sent(),
          CpuTime.of(server.process().handle()),
          CpuTime.of(ProcessHandle.current()));
    }

    RecommendRound.Usage since(Reading before) {
      return new RecommendRound.Usage(
          Duration.ofNanos(nanos - before.nanos),
          events - before.events,
          server.minus(before.server),
          generator.minus(before.generator));
    }
  }

  private static void requireKept(Plan plan, OpenLoop.Outcome outcome) {
    if (!outcome.kept()) {
      throw new FailedBenchException(
          "the server fell %d s behind %d requests/s; ask for fewer with --rate"
              .formatted(PATIENCE.toSeconds(), plan.perSecond()));
    }
  }

  static void requireGood(Plan plan, OpenLoop.Outcome outcome) {
    requireKept(plan, outcome);
    if (plan.model()) {
      requireModel(outcome);
    } else if (outcome.collaborative() < LEAST_COLLABORATIVE) {
      throw new FailedBenchException(
          String.format(
              Locale.ROOT,
              "only %.1f %% of the items come from the layer collaborative, and the figures would mean nothing; warm up with more events",
              100 * outcome.collaborative()));
    }
  }

  private static void requireModel(OpenLoop.Outcome outcome) {
    if (!isByModel(outcome)) {
      throw new FailedBenchException(
          String.format(
              Locale.ROOT,
              "only %.1f %% of the items come from the layer model, %.1f %% of the answers are degraded, and the figures would mean nothing; ask for fewer with --rate, or give the model more time with --set model.budget=1s",
              100 * outcome.model(),
              100 * outcome.degraded()));
    }
  }

  private static boolean isByModel(OpenLoop.Outcome outcome) {
    return outcome.model() >= LEAST_MODEL && outcome.degraded() <= 1 - LEAST_MODEL;
  }

  /** A rate has a second try: what disturbs a shared machine must not end the search. */
  private OptionalInt highest(Plan plan) throws InterruptedException {
    return new RateSearch(plan.perSecond(), TRIALS)
        .highest(
            perSecond -> {
              for (int i = 0; i < TRIES; i++) {
                OpenLoop.Outcome outcome =
                    requests.run(Kind.PLAIN, perSecond, TRIAL, SEARCH_PATIENCE);
                boolean holds =
                    outcome.kept()
                        && outcome.latency().p99() <= P99_LIMIT
                        && (!plan.model() || isByModel(outcome));
                progress.accept(
                    String.format(
                        Locale.ROOT,
                        "%,d requests/s: p99 %.2f ms, %s",
                        perSecond,
                        outcome.latency().p99(),
                        holds ? "holds" : "does not hold"));
                if (holds) {
                  return true;
                }
                TimeUnit.NANOSECONDS.sleep(REST.toNanos());
              }
              return false;
            });
  }
}
