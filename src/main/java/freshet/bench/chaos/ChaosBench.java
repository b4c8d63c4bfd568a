package freshet.bench.chaos;

import freshet.bench.Backlog;
import freshet.bench.CountedEvents;
import freshet.bench.FailedBenchException;
import freshet.bench.ServerProcess;
import freshet.bench.Workplace;
import freshet.ingest.Interactions;
import freshet.process.Launch;
import freshet.process.Poll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Whether every accepted event is counted exactly once, whatever dies.
 *
 * <p>A server, or one of several that share the work, or all of them at once, is killed (SIGKILL)
 * at random moments and started again on the same data and ports, while this process asks for
 * slates ({@link Visitors}) and posts interactions as fast as the server learns from them, as a
 * careful client does: a batch that is not answered 202 is sent again with the same event ids
 * ({@link Lane}). When the time is over the last start is let be, and everything accepted is
 * processed. Then:
 *
 * <ul>
 *   <li>what each item was counted is compared with what was accepted of it ({@link Balance});
 *   <li>the log is compared with what was accepted, and copied, each interaction once, to a second
 *       server with the same settings, which nobody disturbs ({@link LogCopy});
 *   <li>the state of both is compared, as their changelogs have it committed: profiles,
 *       co-occurrence rows and popularity counts, byte for byte ({@link StateDigest}).
 * </ul>
 *
 * <p>Equal bytes can be asked for. A profile follows from its user's interactions in their order,
 * which both servers are given alike: one user's events lie in one partition. Counts and rows are
 * sums of whole units, exact in whatever order and groups the changes of several partitions arrive,
 * under the two conditions that {@link NumberedInteractions} keeps. Nothing in the three tells when
 * something was processed.
 *
 * <p>An interaction is sent again at most {@link #BATCH} events of its user later; the server has
 * to remember at least so many event ids of a user. A repetition beyond that is another event to
 * it, here as anywhere.
 */
public final class ChaosBench {
  /** Event ids of a user that the server must remember, at least. */
  public static final int BATCH = Lane.BATCH;

  /** Successors that the server must keep per row, at least. */
  public static final int ITEMS = NumberedInteractions.ITEMS;

  private static final int LANES = 4;

  /** However short the time is. */
  private static final int LEAST_KILLS = 2;

  private static final Duration READY_WITHIN = Duration.ofMinutes(5);
  private static final Duration COUNT_LIMIT = Duration.ofSeconds(10);
  private static final Duration COUNT_INTERVAL = Duration.ofMillis(500);
  private static final long TELL_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Workplace workplace;
  private final Launch launch;
  private final String prefix;
  private final String application;
  private final BinaryOperator<byte[]> rowSum;
  private final long seed;
  private final Consumer<String> progress;

  /**
   * @param launch how servers are started
   * @param prefix of their topics
   * @param application the {@code application.id} of their topology
   * @param rowSum a row of co-occurrence from its settled and its recent part, as they are stored,
   *     either of which may be null
   * @param seed of the events and of the moments of the kills
   * @param progress told what is going on, a line at a time
   */
  public ChaosBench(
      Workplace workplace,
      Launch launch,
      String prefix,
      String application,
      BinaryOperator<byte[]> rowSum,
      long seed,
      Consumer<String> progress) {
    this.workplace = workplace;
    this.launch = launch;
    this.prefix = prefix;
    this.application = application;
    this.rowSum = rowSum;
    this.seed = seed;
    this.progress = progress;
  }

  /** What the disturbed part gave. */
  private record Disturbance(
      Duration took,
      List<Moment.Phase> kills,
      Sender sender,
      List<Duration> readyAfter,
      Visits visits) {}

  /**
   * Disturbs servers for a while, and compares.
   *
   * @param count servers that share the work
   * @param whole how long it is killed again and again; it takes about twice as long in all
   * @param lead records that the log may be ahead of what is learned before the sender pauses
   * @throws FailedBenchException if a server does not start or stalls
   */
  public ChaosReport run(int count, Duration whole, long lead) throws InterruptedException {
    NumberedInteractions interactions = new NumberedInteractions(seed, LANES);
    // Other ports than another run with the same seed would try, at the same time perhaps.
    RandomGenerator ports = new SplittableRandom(ProcessHandle.current().pid());
    try (UnsteadySite disturbed = UnsteadySite.start(workplace, launch, count, ports)) {
      Disturbance disturbance = disturb(disturbed, interactions, whole, lead);
      long sent = disturbance.sender().accepted();
      ServerProcess server = disturbed.first().server();
      progress.accept(
          String.format(Locale.ROOT, "%,d events accepted; what is left is processed", sent));
      awaitCounted(server, sent);
      Balance balance =
          Balance.of(
              disturbance.sender().expected(),
              CountedEvents.byItem(server.bootstrapServers(), application));
      progress.accept(
          String.format(
              Locale.ROOT, "%,d counted; now the same without disturbance", balance.counted()));
      disturbed.endOthers();
      StateDigest state = StateDigest.read(server.bootstrapServers(), application, rowSum);
      try (ServerProcess calm =
          ServerProcess.start(
              workplace,
              launch,
              "undisturbed",
              workplace.folder().resolve("undisturbed-data"),
              List.of())) {
        calm.awaitReady(READY_WITHIN);
        LogCopy.Content log = copy(interactions, server, calm, sent);
        // It has said all it can say, and the other one needs the processors.
        server.process().kill();
        awaitCounted(calm, log.first());
        StateDigest other = StateDigest.read(calm.bootstrapServers(), application, rowSum);
        return new ChaosReport(
            count,
            disturbance.took(),
            disturbance.kills(),
            disturbance.readyAfter(),
            disturbance.visits(),
            disturbance.sender().repeated(),
            balance,
            sent - log.first(),
            log.again(),
            log.altered(),
            Comparison.of(state.profiles(), other.profiles()),
            Comparison.of(state.rows(), other.rows()),
            Comparison.of(state.counts(), other.counts()));
      }
    }
  }

  private Disturbance disturb(
      UnsteadySite site, NumberedInteractions interactions, Duration whole, long longestLead)
      throws InterruptedException {
    RandomGenerator random = new SplittableRandom(seed);
    List<Moment.Phase> kills = new ArrayList<>();
    long began = System.nanoTime();
    try (Sender sender = Sender.start(interactions, site.http(), longestLead);
        Visitors visitors = Visitors.start(site.servers(), seed)) {
      Moment moment = Moment.first(random, whole);
      while (kills.size() < LEAST_KILLS || System.nanoTime() - began < whole.toNanos()) {
        kills.add(site.killAt(moment, random, sender::requireGoing));
        progress.accept(line(kills, sender, site, began));
        moment = Moment.next(random, whole);
      }
      site.awaitReady();
      Visits visits = visitors.end();
      visits.failures().forEach(failure -> progress.accept("a request failed: " + failure));
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      sender.end();
      return new Disturbance(took, kills, sender, site.readyAfter(), visits);
    }
  }

  private static String line(
      List<Moment.Phase> kills, Sender sender, UnsteadySite site, long began) {
    List<Duration> ready = site.readyAfter();
    String before =
        ready.isEmpty()
            ? ""
            : String.format(
                Locale.ROOT,
                "; was last ready after %.1f s",
                ready.get(ready.size() - 1).toMillis() / 1e3);
    return String.format(
        Locale.ROOT,
        "kill %d at %d s, %s; %,d events accepted%s",
        kills.size(),
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began),
        kills.get(kills.size() - 1),
        sender.accepted(),
        before);
  }

  /** Waits until all is processed, and a while for what is then not counted. */
  private void awaitCounted(ServerProcess server, long events) throws InterruptedException {
    try (Backlog backlog =
        new Backlog(server.bootstrapServers(), application, prefix + Interactions.TOPIC)) {
      backlog.awaitEmpty(server.process());
    }
    // The last commit is known to the group a moment before it is shown to readers of every topic.
    boolean counted =
        Poll.until(
            () -> CountedEvents.total(server.bootstrapServers(), application) == events,
            COUNT_INTERVAL,
            COUNT_LIMIT);
    if (!counted) {
      progress.accept("not every event was counted once");
    }
  }

  private LogCopy.Content copy(
      NumberedInteractions interactions, ServerProcess from, ServerProcess to, long sent) {
    long[] told = {System.nanoTime()};
    return new LogCopy(interactions)
        .copy(
            from.bootstrapServers(),
            from.interactions(prefix),
            to.bootstrapServers(),
            to.interactions(prefix),
            copied -> {
              if (System.nanoTime() - told[0] > TELL_EVERY_NANOS) {
                told[0] = System.nanoTime();
                progress.accept(
                    String.format(Locale.ROOT, "%,d of %,d events copied", copied, sent));
              }
            });
  }
}
