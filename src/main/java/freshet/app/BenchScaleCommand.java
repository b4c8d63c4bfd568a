package freshet.app;

import freshet.bench.Machine;
import freshet.bench.Workplace;
import freshet.bench.scale.ScaleBench;
import freshet.bench.scale.ScaleReport;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code freshet bench scale}: instances that come and go under load, and what more of them do. */
@Command(
    name = "scale",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Starts a broker and instances on it, one after the other, stops and starts each in turn, as"
          + " when a new release is rolled out, kills one and starts it again when the others do its"
          + " work, and stops all but the first, while recommendations are asked for at a fixed rate and"
          + " events flow in. Tells for each of these steps how many requests failed, were answered with"
          + " less than there is, for how long, or by another instance than was asked first; and for one instance, two and so on how many events/s they take in, at what"
          + " cost, and what crosses the network for an event and a request.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  freshet bench scale",
      "  freshet bench scale --instances 2 --rate 200 --json",
      "",
      "Exit codes: 0 no request failed; 1 failed; 2 wrong usage."
    })
final class BenchScaleCommand implements Callable<Integer> {
  private static final int MOST_INSTANCES = 8;
  private static final int HIGHEST_RATE = 100_000;

  @Option(
      names = "--instances",
      paramLabel = "N",
      defaultValue = "3",
      description = "Up to how many, 2 to 8. Default: ${DEFAULT-VALUE}")
  private int instances;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "500",
      description = "Requests/s. Default: ${DEFAULT-VALUE}")
  private int rate;

  @Option(
      names = "--events-rate",
      paramLabel = "N",
      defaultValue = "100",
      description = "Events/s that flow in besides. Default: ${DEFAULT-VALUE}")
  private double eventsRate;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "20",
      description =
          "How long to ask while nothing happens, with each number of instances. Default: ${DEFAULT-VALUE}")
  private int seconds;

  @Option(
      names = "--warm-up-seconds",
      paramLabel = "N",
      defaultValue = "20",
      description = "How long to ask before that. Default: ${DEFAULT-VALUE}")
  private int warmUpSeconds;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "50000",
      description =
          "Events at full speed, with each number of instances. Default: ${DEFAULT-VALUE}")
  private int events;

  @Mixin private SiteOptions site;
  @Mixin private BenchOptions options;

  @Override
  public Integer call() throws InterruptedException {
    options.require(
        instances >= 2 && instances <= MOST_INSTANCES,
        "--instances is %s; give 2 to " + MOST_INSTANCES,
        instances);
    options.require(
        rate >= 1 && rate <= HIGHEST_RATE, "--rate is %s; give 1 to " + HIGHEST_RATE, rate);
    options.require(
        eventsRate > 0 && eventsRate <= HIGHEST_RATE,
        "--events-rate is %s; give more than 0 and at most " + HIGHEST_RATE,
        eventsRate);
    options.require(seconds >= 1, "--seconds is %s; give at least 1", seconds);
    options.require(warmUpSeconds >= 0, "--warm-up-seconds is %s; give 0 or more", warmUpSeconds);
    options.require(events >= 1, "--events is %s; give at least 1", events);
    site.check(options, false);
    Settings settings = options.settings();
    options.require(
        settings.kafka().bootstrapServers().isEmpty(),
        "kafka.bootstrap.servers is %s; leave it out, since a broker is started for this",
        settings.kafka().bootstrapServers().orElse(""));
    Machine machine = Machine.now();
    ScaleBench.Plan plan =
        new ScaleBench.Plan(
            instances,
            rate,
            eventsRate,
            Duration.ofSeconds(warmUpSeconds),
            Duration.ofSeconds(seconds),
            events);
    ScaleFigures figures = new ScaleFigures(machine, site.shape(), measure(settings, plan));
    options.print(figures.toMap(), figures.toTable());
    return figures.report().isFlawless() ? 0 : 1;
  }

  private ScaleReport measure(Settings settings, ScaleBench.Plan plan) throws InterruptedException {
    try (Workplace workplace = Workplace.open()) {
      return new ScaleBench(plan, site.shape(), settings.application(), site.seed(), options::tell)
          .run(workplace, options.launch(), server -> site.warm(server, settings, options));
    }
  }
}
