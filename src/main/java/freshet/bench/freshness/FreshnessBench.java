package freshet.bench.freshness;

import freshet.bench.CpuTime;
import freshet.bench.FailedBenchException;
import freshet.bench.ServerProcess;
import freshet.bench.load.EventFlow;
import freshet.bench.load.HttpConnection;
import freshet.bench.load.Schedule;
import freshet.bench.load.SlateAnswer;
import freshet.event.ItemId;
import freshet.event.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Event-to-visible time while other events flow in.
 *
 * <p>Own profile: a user nobody has seen views an item nobody has seen; how long until the user's
 * profile shows it. Neighbours: somebody has viewed an item; somebody else views the same one and
 * then another, both new; how long from that second view until the first user is recommended the
 * other item by the layer collaborative.
 *
 * <p>Probes follow one another, each at a random moment of its slot: at a fixed distance they would
 * all meet the same phase of the commits, which come at a fixed distance too.
 */
public final class FreshnessBench {
  /** A probe that comes later in its slot would often not be over when the next one begins. */
  private static final double LATEST_IN_SLOT = 0.5;

  /**
   * How much is probed.
   *
   * @param rounds that are measured
   * @param probes of either kind in each
   * @param perSecond probes begun in a second, at most; a slow one delays the next
   * @param warmUp probes of either kind before the first round
   */
  public record Plan(int rounds, int probes, double perSecond, int warmUp) {}

  private final ServerProcess server;
  private final EventFlow events;
  private final RandomGenerator random;
  private final Consumer<String> progress;
  private int number;

  /**
   * @param server that is probed
   * @param events that flow into it
   * @param seed of the moments
   * @param progress told what is going on, a line at a time
   */
  public FreshnessBench(
      ServerProcess server, EventFlow events, long seed, Consumer<String> progress) {
    this.server = server;
    this.events = events;
    this.random = new SplittableRandom(seed);
    this.progress = progress;
  }

  /** Both kinds of probes. */
  private record Probes(Probe ownProfile, Probe neighbours) {
    static Probes of(HttpConnection connection) {
      return new Probes(new Probe(connection), new Probe(connection));
    }

    void add(Probes others) {
      ownProfile.add(others.ownProfile);
      neighbours.add(others.neighbours);
    }

    FreshnessRound result() {
      return new FreshnessRound(ownProfile.result(), neighbours.result());
    }
  }

  /**
   * Runs all rounds.
   *
   * @throws FailedBenchException if the server ends, or an effect does not show
   */
  public FreshnessReport run(Plan plan) throws InterruptedException {
    try (HttpConnection connection = HttpConnection.open(server.http())) {
      if (plan.warmUp() > 0) {
        probe(connection, plan.warmUp(), plan.perSecond());
        progress.accept("warmed up with " + plan.warmUp() + " probes of either kind");
      }
      List<FreshnessRound> rounds = new ArrayList<>();
      Probes all = Probes.of(connection);
      long began = System.nanoTime();
      long before = events.sent();
      CpuTime used = CpuTime.of(server.process().handle());
      for (int round = 1; round <= plan.rounds(); round++) {
        Probes probes = probe(connection, plan.probes(), plan.perSecond());
        server.process().requireAlive();
        events.requireFlowing();
        all.add(probes);
        rounds.add(probes.result());
        progress.accept(line(round, plan, probes.result()));
      }
      return new FreshnessReport(
          plan,
          rounds,
          all.result(),
          Duration.ofNanos(System.nanoTime() - began),
          events.sent() - before,
          CpuTime.of(server.process().handle()).minus(used));
    }
  }

  private static String line(int round, Plan plan, FreshnessRound measured) {
    return String.format(
        Locale.ROOT,
        "round %d of %d: own profile p50 %.1f ms, p99 %.1f ms; neighbours p50 %.0f ms, p99 %.0f ms",
        round,
        plan.rounds(),
        measured.ownProfile().visible().p50(),
        measured.ownProfile().visible().p99(),
        measured.neighbours().visible().p50(),
        measured.neighbours().visible().p99());
  }

  private Probes probe(HttpConnection connection, int count, double perSecond)
      throws InterruptedException {
    Probes probes = Probes.of(connection);
    Schedule slots = Schedule.now(perSecond);
    for (int i = 0; i < 2 * count; i++) {
      double slot = i + LATEST_IN_SLOT * random.nextDouble();
      number++;
      if (i % 2 == 0) {
        Schedule.await(slots.due(slot));
        probeOwnProfile(probes.ownProfile());
      } else {
        probeNeighbours(connection, probes.neighbours(), slots.due(slot));
      }
    }
    return probes;
  }

  private void probeOwnProfile(Probe probe) throws InterruptedException {
    UserId user = new UserId("own-" + number);
    ItemId item = new ItemId("fresh-" + number);
    probe.measure(user, item, profile(user), answer -> answer.holds(item));
  }

  private void probeNeighbours(HttpConnection connection, Probe probe, long due)
      throws InterruptedException {
    UserId follower = new UserId("follower-" + number);
    UserId leader = new UserId("leader-" + number);
    ItemId first = new ItemId("first-" + number);
    ItemId then = new ItemId("then-" + number);
    Probe.view(connection, follower, first);
    Probe.view(connection, leader, first);
    // Were the first views still on their way, their delay would be measured too.
    Probe.await(connection, profile(follower), answer -> answer.holds(first));
    Probe.await(connection, profile(leader), answer -> answer.holds(first));
    Schedule.await(due);
    probe.measure(
        leader,
        then,
        "/v1/users/" + follower + "/recommendations?k=10",
        answer -> new SlateAnswer(answer).hasCollaborative(then));
  }

  private static String profile(UserId user) {
    return "/v1/users/" + user + "/profile";
  }
}
