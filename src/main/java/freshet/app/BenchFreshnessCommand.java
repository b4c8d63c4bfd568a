package freshet.app;

import freshet.bench.Machine;
import freshet.bench.ServerProcess;
import freshet.bench.Workplace;
import freshet.bench.freshness.FreshnessBench;
import freshet.bench.freshness.FreshnessReport;
import freshet.bench.load.EventFlow;
import freshet.bench.load.WarmSite;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code freshet bench freshness}: how long until answers contain what an event changes. */
@Command(
    name = "freshness",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures event-to-visible time while other events flow in. Own profile: from sending a"
          + " user's view of a new item until the user's profile shows it. Neighbours: from sending"
          + " somebody's step from one new item to another until a user who knows only the first is"
          + " recommended the second by the layer collaborative. What is waited for is asked for"
          + " once a millisecond at most; what asking costs is told besides.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  freshet bench freshness",
      "  freshet bench freshness --set streams.commit-interval=1s --json",
      "",
      "Exit codes: 0 measured, 1 failed, 2 wrong usage."
    })
final class BenchFreshnessCommand implements Callable<Integer> {
  private static final int HIGHEST_RATE = 100_000;
  private static final int MOST_PROBES = 100_000;

  @Option(
      names = "--events-rate",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Events/s that flow in besides. Default: ${DEFAULT-VALUE}")
  private double eventsRate;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Rounds that are measured. Default: ${DEFAULT-VALUE}")
  private int rounds;

  @Option(
      names = "--probes",
      paramLabel = "N",
      defaultValue = "100",
      description = "Probes of either kind in a round. Default: ${DEFAULT-VALUE}")
  private int probes;

  @Option(
      names = "--probes-rate",
      paramLabel = "N",
      defaultValue = "10",
      description = "Probes/s of both kinds together, at most. Default: ${DEFAULT-VALUE}")
  private double probesRate;

  @Option(
      names = "--warm-up-probes",
      paramLabel = "N",
      defaultValue = "100",
      description = "Probes of either kind before the first round. Default: ${DEFAULT-VALUE}")
  private int warmUpProbes;

  @Mixin private SiteOptions site;
  @Mixin private BenchOptions options;

  @Override
  public Integer call() throws InterruptedException {
    options.require(
        eventsRate > 0 && eventsRate <= HIGHEST_RATE,
        "--events-rate is %s; give more than 0 and at most " + HIGHEST_RATE,
        eventsRate);
    options.require(rounds >= 1, "--rounds is %s; give at least 1", rounds);
    options.require(
        probes >= 1 && probes <= MOST_PROBES, "--probes is %s; give 1 to " + MOST_PROBES, probes);
    options.require(
        probesRate > 0 && probesRate <= HIGHEST_RATE,
        "--probes-rate is %s; give more than 0 and at most " + HIGHEST_RATE,
        probesRate);
    options.require(
        warmUpProbes >= 0 && warmUpProbes <= MOST_PROBES,
        "--warm-up-probes is %s; give 0 to " + MOST_PROBES,
        warmUpProbes);
    site.check(options, false);
    Settings settings = options.settings();
    Machine machine = Machine.now();
    FreshnessReport report =
        measure(settings, new FreshnessBench.Plan(rounds, probes, probesRate, warmUpProbes));
    FreshnessFigures figures = new FreshnessFigures(machine, settings, site.shape(), report);
    options.print(figures.toMap(), figures.toTable());
    return 0;
  }

  private FreshnessReport measure(Settings settings, FreshnessBench.Plan plan)
      throws InterruptedException {
    try (Workplace workplace = Workplace.open();
        ServerProcess server = ServerProcess.start(workplace, options.launch());
        WarmSite warm = site.warm(server, settings, options);
        EventFlow events = warm.flow(eventsRate)) {
      return new FreshnessBench(server, events, site.seed(), options::tell).run(plan);
    }
  }
}
