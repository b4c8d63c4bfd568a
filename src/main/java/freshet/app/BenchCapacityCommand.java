package freshet.app;

import freshet.bench.Machine;
import freshet.bench.ServerProcess;
import freshet.bench.Workload;
import freshet.bench.Workplace;
import freshet.bench.capacity.CapacityBench;
import freshet.bench.capacity.CapacityReport;
import freshet.bench.load.WarmSite;
import freshet.catalog.ItemsTopic;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code freshet bench capacity}: bytes and CPU for an event, a user, an item and a request. */
@Command(
    name = "capacity",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Describes items, lets users do so much at full speed, asks for slates, and stops. Tells what"
          + " an event and a request cost of the processors, and what users and items take on the"
          + " disk, in Kafka and in memory.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  freshet bench capacity --users 10000 --items 10000",
      "  freshet bench capacity --users 1000000 --items 1000000 --events-per-user 3 --json",
      "",
      "Exit codes: 0 measured; 1 failed; 2 wrong usage."
    })
final class BenchCapacityCommand implements Callable<Integer> {
  private static final int MOST = 10_000_000;
  private static final int MOST_ITEMS = 1_000_000;
  private static final int MOST_EVENTS_PER_USER = 1_000;
  private static final int HIGHEST_RATE = 100_000;
  private static final long MOST_EVENTS = 1_000_000_000;

  /** Further back than a run lasts: no event is from the future, however fast it goes. */
  private static final Duration BACK = Duration.ofHours(1);

  private static final Clock CLOCK = Clock.systemUTC();

  @Option(
      names = "--users",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Users, all equally active. Default: ${DEFAULT-VALUE}")
  private int users;

  @Option(
      names = "--items",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Items, by Zipf's law. Default: ${DEFAULT-VALUE}")
  private int items;

  @Option(
      names = "--events-per-user",
      paramLabel = "N",
      defaultValue = "5",
      description = "How much a user has done. Default: ${DEFAULT-VALUE}")
  private int eventsPerUser;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "100",
      description = "Requests/s. Default: ${DEFAULT-VALUE}")
  private int rate;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "20",
      description = "How long to ask, after as long a warm-up. Default: ${DEFAULT-VALUE}")
  private int seconds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed gives the same events and items. Default: ${DEFAULT-VALUE}")
  private long seed;

  @Mixin private BenchOptions options;

  @Override
  public Integer call() throws InterruptedException {
    options.require(users >= 1 && users <= MOST, "--users is %s; give 1 to " + MOST, users);
    options.require(
        items >= 1 && items <= MOST_ITEMS, "--items is %s; give 1 to " + MOST_ITEMS, items);
    options.require(
        eventsPerUser >= 1 && eventsPerUser <= MOST_EVENTS_PER_USER,
        "--events-per-user is %s; give 1 to " + MOST_EVENTS_PER_USER,
        eventsPerUser);
    long events = (long) users * eventsPerUser;
    options.require(
        events <= MOST_EVENTS, "that makes %s events; give fewer users or less of each", events);
    options.require(
        rate >= 1 && rate <= HIGHEST_RATE, "--rate is %s; give 1 to " + HIGHEST_RATE, rate);
    options.require(seconds >= 1, "--seconds is %s; give at least 1", seconds);
    Machine machine = Machine.now();
    CapacityFigures figures = new CapacityFigures(machine, measure((int) events));
    options.print(figures.toMap(), figures.toTable());
    return 0;
  }

  private CapacityReport measure(int events) throws InterruptedException {
    Settings settings = options.settings();
    String prefix = settings.topics().prefix();
    try (Workplace workplace = Workplace.open()) {
      Path data = workplace.folder().resolve("data");
      try (ServerProcess server =
              ServerProcess.start(
                  workplace,
                  // All is to be on the disk in the end.
                  options.launch().withSettings(Map.of("shutdown-limit", "2m")),
                  data,
                  List.of());
          WarmSite site = SiteOptions.connect(server, settings, workload(), options)) {
        SiteOptions.describe(site, items, seed);
        return new CapacityBench(
                new CapacityBench.Subject(
                    server, data, settings.application(), prefix + ItemsTopic.NAME),
                site,
                shape(),
                seed)
            .run(new CapacityBench.Plan(events, rate, Duration.ofSeconds(seconds)));
      }
    }
  }

  private Workload workload() {
    return new Workload(shape(), seed, CLOCK.instant().minus(BACK));
  }

  private Workload.Shape shape() {
    return new Workload.Shape(users, items, Workload.Shape.DEFAULT.exponent());
  }
}
