package freshet.bench.reload;

import freshet.bench.FailedBenchException;
import freshet.bench.ServerProcess;
import freshet.bench.Workload;
import freshet.bench.load.EventFlow;
import freshet.bench.load.Kind;
import freshet.bench.load.OpenLoop;
import freshet.bench.load.Schedule;
import freshet.bench.load.Watch;
import freshet.bench.load.WatchedRequest;
import freshet.bench.memory.ResidentMemory;
import freshet.bench.model.ServedModels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * What requests notice of models that are replaced while they serve: two models take turns, again
 * and again, while requests are sent in open loop and events flow in.
 */
public final class ReloadBench {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LIVE_LIMIT = Duration.ofSeconds(60);

  /** Below it, the model is not what is measured. */
  private static final double LEAST_MODEL = 0.95;

  /**
   * How much is asked.
   *
   * @param perSecond requests
   * @param warmUp how long to ask before the first reload
   * @param times that another model takes over
   * @param every how long from one reload to the next, at least
   */
  public record Plan(int perSecond, Duration warmUp, int times, Duration every) {}

  private final ServerProcess server;
  private final ServedModels models;
  private final List<String> versions;
  private final EventFlow events;
  private final Workload.Shape site;
  private final long seed;
  private final Consumer<String> progress;

  /**
   * @param versions that were released and take turns; the first serves
   * @param site whose users ask
   * @param progress told what is going on, a line at a time
   */
  public ReloadBench(
      ServerProcess server,
      ServedModels models,
      List<String> versions,
      EventFlow events,
      Workload.Shape site,
      long seed,
      Consumer<String> progress) {
    this.server = server;
    this.models = models;
    this.versions = List.copyOf(versions);
    this.events = events;
    this.site = site;
    this.seed = seed;
    this.progress = progress;
  }

  /**
   * Runs all of it.
   *
   * @throws FailedBenchException if the server ends, a model does not take over, or none answers
   */
  public ReloadReport run(Plan plan) throws InterruptedException {
    warmUp(plan);
    try (Watch watch =
        Watch.start(() -> List.of(server.http()), site, plan.perSecond(), seed, true)) {
      List<Reload> reloads = new ArrayList<>();
      // A while without any, to compare with.
      Schedule.await(System.nanoTime() + plan.every().toNanos());
      for (int i = 1; i <= plan.times(); i++) {
        reloads.add(reload(plan, versions.get(i % versions.size())));
        progress.accept(line(i, plan, reloads.get(i - 1)));
      }
      List<WatchedRequest> requests = watch.end();
      events.requireFlowing();
      return new ReloadReport(
          plan, reloads, requests, watch.firstFailure().map(FailedBenchException::getMessage));
    }
  }

  private void warmUp(Plan plan) throws InterruptedException {
    if (plan.warmUp().isZero()) {
      return;
    }
    OpenLoop.Outcome outcome =
        new OpenLoop(server.http(), site, seed + 1)
            .run(Kind.PLAIN, plan.perSecond(), plan.warmUp(), PATIENCE);
    if (!outcome.kept() || outcome.model() < LEAST_MODEL) {
      throw new FailedBenchException(
          String.format(
              Locale.ROOT,
              "%.0f %% of the items come from the layer model after %d s of %d requests/s, and the figures would mean nothing; ask for fewer with --rate",
              100 * outcome.model(),
              plan.warmUp().toSeconds(),
              plan.perSecond()));
    }
    progress.accept("warmed up with requests for " + plan.warmUp().toSeconds() + " s");
  }

  private Reload reload(Plan plan, String version) throws InterruptedException {
    long asked = System.nanoTime();
    models.activate(version, LIVE_LIMIT);
    long live = System.nanoTime();
    // Where all that was near is over: reading of memory takes some of the machine's time.
    Schedule.await(Math.max(asked + plan.every().toNanos(), live + ReloadReport.NEAR.toNanos()));
    return new Reload(asked, live, ResidentMemory.of(server.process().pid()));
  }

  private static String line(int number, Plan plan, Reload reload) {
    return String.format(
        Locale.ROOT,
        "reload %d of %d: live after %.0f ms%s",
        number,
        plan.times(),
        reload.millis(),
        reload
            .memory()
            .map(
                memory ->
                    String.format(
                        Locale.ROOT,
                        ", %d MB, of them %d outside the Java heap",
                        memory.total() / 1_000_000,
                        memory.rest() / 1_000_000))
            .orElse(""));
  }
}
