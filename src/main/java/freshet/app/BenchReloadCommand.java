package freshet.app;

import freshet.bench.Machine;
import freshet.bench.ServerProcess;
import freshet.bench.Workplace;
import freshet.bench.load.EventFlow;
import freshet.bench.load.WarmSite;
import freshet.bench.model.ServedModels;
import freshet.bench.reload.ReloadBench;
import freshet.bench.reload.ReloadReport;
import freshet.model.artifact.Artifact;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code freshet bench reload}: what requests notice of models that are replaced. */
@Command(
    name = "reload",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lets two models take turns, again and again, while recommendations are asked for at a fixed"
          + " rate and events flow in. Tells how many requests failed or were answered without the"
          + " model, their latency near reloads (until a second after the model serves) and away"
          + " from them, how long each took, and the server's memory.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  freshet bench reload",
      "  freshet bench reload --times 10 --items 100000 --json",
      "",
      "Exit codes: 0 no request failed or was answered without the model; 1 failed; 2 wrong usage."
    })
final class BenchReloadCommand implements Callable<Integer> {
  private static final int HIGHEST_RATE = 100_000;
  private static final int MOST_TIMES = 10_000;

  @Option(
      names = "--times",
      paramLabel = "N",
      defaultValue = "50",
      description = "How often another model takes over. Default: ${DEFAULT-VALUE}")
  private int times;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      defaultValue = "4",
      description = "From one reload to the next, at least. Default: ${DEFAULT-VALUE}")
  private int every;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "300",
      description = "Requests/s. Default: ${DEFAULT-VALUE}")
  private int rate;

  @Option(
      names = "--events-rate",
      paramLabel = "N",
      defaultValue = "300",
      description = "Events/s that flow in besides. Default: ${DEFAULT-VALUE}")
  private double eventsRate;

  @Option(
      names = "--warm-up-seconds",
      paramLabel = "N",
      defaultValue = "30",
      description = "How long to ask before the first reload. Default: ${DEFAULT-VALUE}")
  private int warmUpSeconds;

  @Mixin private SiteOptions site;
  @Mixin private BenchOptions options;

  @Override
  public Integer call() throws InterruptedException {
    options.require(
        times >= 1 && times <= MOST_TIMES, "--times is %s; give 1 to " + MOST_TIMES, times);
    options.require(every >= 1, "--every is %s; give at least 1", every);
    options.require(
        rate >= 1 && rate <= HIGHEST_RATE, "--rate is %s; give 1 to " + HIGHEST_RATE, rate);
    options.require(
        eventsRate > 0 && eventsRate <= HIGHEST_RATE,
        "--events-rate is %s; give more than 0 and at most " + HIGHEST_RATE,
        eventsRate);
    options.require(warmUpSeconds >= 0, "--warm-up-seconds is %s; give 0 or more", warmUpSeconds);
    site.check(options, true);
    Settings settings = options.settings();
    Machine machine = Machine.now();
    ReloadReport report =
        measure(
            settings,
            new ReloadBench.Plan(
                rate, Duration.ofSeconds(warmUpSeconds), times, Duration.ofSeconds(every)));
    ReloadFigures figures = new ReloadFigures(machine, site.shape(), report);
    options.print(figures.toMap(), figures.toTable());
    return report.isFlawless() ? 0 : 1;
  }

  private ReloadReport measure(Settings settings, ReloadBench.Plan plan)
      throws InterruptedException {
    try (Workplace workplace = Workplace.open()) {
      SiteModels models = new SiteModels(site, settings, options, workplace);
      List<Artifact> artifacts = models.write(2);
      try (ServerProcess server = ServerProcess.start(workplace, models.launch());
          WarmSite warm = site.warm(server, settings, options);
          EventFlow events = warm.flow(eventsRate)) {
        ServedModels served = models.release(server, artifacts);
        return new ReloadBench(
                server,
                served,
                artifacts.stream().map(artifact -> artifact.manifest().version()).toList(),
                events,
                site.shape(),
                site.seed(),
                options::tell)
            .run(plan);
      }
    }
  }
}
