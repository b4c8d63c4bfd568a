package freshet.app;

import freshet.bench.Machine;
import freshet.bench.ServerProcess;
import freshet.bench.Workplace;
import freshet.bench.load.EventFlow;
import freshet.bench.load.Kind;
import freshet.bench.load.OpenLoop;
import freshet.bench.load.RecommendBench;
import freshet.bench.load.RecommendReport;
import freshet.bench.load.WarmSite;
import freshet.bench.memory.ItemMemory;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code freshet bench recommend}: how long recommendations take, and at what cost. */
@Command(
    name = "recommend",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures GET /v1/users/USER/recommendations at a fixed rate while events flow in, with"
          + " described items. Each request has its moment beforehand and its latency counts from"
          + " that moment, however late it is sent. Half of a round is without requests: what the"
          + " other half costs more is the cost of the requests. Every answer must be a full slate,"
          + " and some of it must be collaborative, or the benchmark has failed.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  freshet bench recommend",
      "  freshet bench recommend --rate 500 --events-rate 0.1 --json",
      "  freshet bench recommend --model --items 100000",
      "  freshet bench recommend --kinds feed,ranking,filter,cursor --no-search",
      "",
      "Exit codes: 0 measured, 1 failed, 2 wrong usage."
    })
final class BenchRecommendCommand implements Callable<Integer> {
  private static final int HIGHEST_RATE = 100_000;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Requests/s. Default: ${DEFAULT-VALUE}")
  private int rate;

  @Option(
      names = "--events-rate",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Events/s that flow in besides. Default: ${DEFAULT-VALUE}")
  private double eventsRate;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Rounds that are measured. Default: ${DEFAULT-VALUE}")
  private int rounds;

  @Option(
      names = "--round-seconds",
      paramLabel = "N",
      defaultValue = "10",
      description =
          "How long requests are sent in a round; as long again there are only events. Default:"
              + " ${DEFAULT-VALUE}")
  private int roundSeconds;

  @Option(
      names = "--warm-up-seconds",
      paramLabel = "N",
      defaultValue = "30",
      description = "How long to ask before the first round. Default: ${DEFAULT-VALUE}")
  private int warmUpSeconds;

  @Option(
      names = "--search",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Look for the highest rate with a p99 of at most 10 ms. Default: yes")
  private boolean search;

  @Option(
      names = "--kinds",
      paramLabel = "KIND",
      split = ",",
      description = {
        "Ask for these besides, in turn with plain recommendations, and tell how much longer they"
            + " take: feed; ranking, of 100 own items; filter, which every fifth item passes; cursor,"
            + " five pages one after the other. Separated by commas."
      })
  private List<String> kinds = List.of();

  @Option(
      names = "--model",
      description =
          "With a model: an untrained one as large as a trained one, released as real ones are."
              + " Nearly all items must come from it, or the benchmark has failed; and what items"
              + " take in memory is told.")
  private boolean model;

  @Mixin private SiteOptions site;
  @Mixin private BenchOptions options;

  @Override
  public Integer call() throws InterruptedException {
    options.require(
        rate >= 1 && rate <= HIGHEST_RATE, "--rate is %s; give 1 to " + HIGHEST_RATE, rate);
    options.require(
        eventsRate > 0 && eventsRate <= HIGHEST_RATE,
        "--events-rate is %s; give more than 0 and at most " + HIGHEST_RATE,
        eventsRate);
    options.require(rounds >= 1, "--rounds is %s; give at least 1", rounds);
    options.require(roundSeconds >= 1, "--round-seconds is %s; give at least 1", roundSeconds);
    options.require(warmUpSeconds >= 0, "--warm-up-seconds is %s; give 0 or more", warmUpSeconds);
    site.check(options, model);
    Settings settings = options.settings();
    Machine machine = Machine.now();
    RecommendFigures figures =
        measure(
            settings,
            machine,
            new RecommendBench.Plan(
                rate,
                kinds(),
                Duration.ofSeconds(warmUpSeconds),
                rounds,
                Duration.ofSeconds(roundSeconds),
                search,
                model));
    options.print(figures.toMap(), figures.toTable());
    return 0;
  }

  private Set<Kind> kinds() {
    Set<Kind> named = new LinkedHashSet<>();
    for (String name : kinds) {
      Optional<Kind> kind = Kind.besides(name);
      options.require(
          kind.isPresent(), "--kinds holds \"%s\"; give feed, ranking, filter or cursor", name);
      kind.ifPresent(named::add);
    }
    return named;
  }

  private RecommendFigures measure(Settings settings, Machine machine, RecommendBench.Plan plan)
      throws InterruptedException {
    try (Workplace workplace = Workplace.open()) {
      SiteModels models = new SiteModels(site, settings, options, workplace);
      try (ServerProcess server =
              ServerProcess.start(workplace, model ? models.launch() : options.launch());
          WarmSite warm = site.connect(server, settings, options)) {
        Optional<ItemMemory> memory = Optional.empty();
        if (model) {
          memory = Optional.of(models.weigh(server, warm));
        } else {
          site.describe(warm);
        }
        site.warmUp(warm, settings);
        RecommendReport report = measure(server, warm, plan);
        return new RecommendFigures(
            machine,
            site.shape(),
            site.events(),
            memory.map(items -> SiteModels.withResident(items, server)),
            report);
      }
    }
  }

  private RecommendReport measure(ServerProcess server, WarmSite warm, RecommendBench.Plan plan)
      throws InterruptedException {
    try (EventFlow events = warm.flow(eventsRate)) {
      OpenLoop requests = new OpenLoop(server.http(), site.shape(), site.seed());
      return new RecommendBench(server, requests, events, options::tell).run(plan);
    }
  }
}
