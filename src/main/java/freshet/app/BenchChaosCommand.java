package freshet.app;

import freshet.bench.Machine;
import freshet.bench.Workplace;
import freshet.bench.chaos.ChaosBench;
import freshet.bench.chaos.ChaosReport;
import freshet.cooccurrence.RowSum;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code freshet bench chaos}: whether every event is counted exactly once, whatever dies. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Kills servers that share the work again and again (SIGKILL), one of them or all, at random"
          + " moments, while they run, restore their state or start, and starts them anew. The first is"
          + " also the broker and the registry. Meanwhile slates are asked for, and events are posted"
          + " at full speed; a batch that is not"
          + " answered 202 is sent again with the same event ids. In the end every accepted event must"
          + " be counted exactly once, and profiles, co-occurrence rows and popularity counts must be,"
          + " byte for byte, those of a second server that got the same events undisturbed. That second"
          + " run takes about as long as the first.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  freshet bench chaos --minutes 10",
      "  freshet bench chaos --minutes 2 --seed 7 --json",
      "",
      "Exit codes: 0 nothing lost, counted twice or different, no request failed; 1 failed; 2 wrong"
          + " usage."
    })
final class BenchChaosCommand implements Callable<Integer> {
  private static final double LONGEST_MINUTES = 60;
  private static final int MOST_INSTANCES = 5;
  private static final double MILLIS_PER_MINUTE = 60_000;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "10",
      description =
          "How long the server is killed again and again, 0.1 to 60. Default: ${DEFAULT-VALUE}")
  private double minutes;

  @Option(
      names = "--instances",
      paramLabel = "N",
      defaultValue = "2",
      description = "Servers that share the work, 1 to 5. Default: ${DEFAULT-VALUE}")
  private int instances;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "The same seed gives the same events and the same waits before kills. Default: ${DEFAULT-VALUE}")
  private long seed;

  @Option(
      names = "--lead",
      paramLabel = "N",
      defaultValue = "200000",
      description =
          "Records that the log may be ahead of what is learned before the sender pauses: less to"
              + " do in the end. Default: ${DEFAULT-VALUE}")
  private long lead;

  @Mixin private BenchOptions options;

  @Override
  public Integer call() throws InterruptedException {
    options.require(
        minutes >= 0.1 && minutes <= LONGEST_MINUTES, "--minutes is %s; give 0.1 to 60", minutes);
    options.require(
        instances >= 1 && instances <= MOST_INSTANCES,
        "--instances is %s; give 1 to " + MOST_INSTANCES,
        instances);
    options.require(lead >= 0, "--lead is %s; give 0 or more", lead);
    Settings settings = options.settings();
    options.require(
        settings.kafka().bootstrapServers().isEmpty(),
        "kafka.bootstrap.servers is %s; leave it out, since the broker is killed too",
        settings.kafka().bootstrapServers().orElse(""));
    options.require(
        settings.profile().eventIds() >= ChaosBench.BATCH,
        "profile.event-ids is %s; give at least " + ChaosBench.BATCH + ", what may be sent again",
        settings.profile().eventIds());
    options.require(
        settings.cooccurrence().successors() >= ChaosBench.ITEMS,
        "cooccurrence.successors is %s; give at least "
            + ChaosBench.ITEMS
            + ", since what a full row forgets depends on the order of arrival",
        settings.cooccurrence().successors());
    Machine machine = Machine.now();
    ChaosReport report = measure(settings);
    ChaosFigures figures = new ChaosFigures(machine, settings, seed, report);
    options.print(figures.toMap(), figures.toTable());
    return report.isFlawless() ? 0 : 1;
  }

  private ChaosReport measure(Settings settings) throws InterruptedException {
    try (Workplace workplace = Workplace.open()) {
      return new ChaosBench(
              workplace,
              options.launch(),
              settings.topics().prefix(),
              settings.application(),
              new RowSum(settings.cooccurrence()),
              seed,
              options::tell)
          .run(instances, Duration.ofMillis(Math.round(minutes * MILLIS_PER_MINUTE)), lead);
    }
  }
}
