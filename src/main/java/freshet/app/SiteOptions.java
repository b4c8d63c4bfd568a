package freshet.app;

import freshet.bench.Descriptions;
import freshet.bench.ServerProcess;
import freshet.bench.Workload;
import freshet.bench.load.WarmSite;
import java.time.Clock;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The options of benchmarks that measure a server which knows its items and users. */
final class SiteOptions {
  private static final Duration READY_WITHIN = Duration.ofMinutes(2);

  /** Further back than a run lasts: no event is from the future, however fast it goes. */
  private static final Duration BACK = Duration.ofHours(1);

  private static final int USERS_OF_MODEL = 20_000;

  private static final Clock CLOCK = Clock.systemUTC();

  @Option(
      names = "--users",
      paramLabel = "N",
      description =
          "Users, all equally active. Default: 100000; with a model 20000, whose histories are long")
  private Integer users;

  @Option(
      names = "--items",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Items, by Zipf's law. Default: ${DEFAULT-VALUE}")
  private int items;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "1000000",
      description =
          "Events before anything is measured: by the default, ten of each user, with a model fifty."
              + " Default: ${DEFAULT-VALUE}")
  private long events;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed gives the same events and items. Default: ${DEFAULT-VALUE}")
  private long seed;

  /**
   * Makes sure that they are good.
   *
   * @param model whether there is one, which reads what users did
   */
  void check(BenchOptions options, boolean model) {
    if (users == null) {
      users = model ? USERS_OF_MODEL : Workload.Shape.DEFAULT.users();
    }
    options.require(users >= 1 && users <= 10_000_000, "--users is %s; give 1 to 10000000", users);
    options.require(items >= 1 && items <= 1_000_000, "--items is %s; give 1 to 1000000", items);
    options.require(events >= 0, "--warm-up is %s; give 0 or more", events);
  }

  Workload.Shape shape() {
    return new Workload.Shape(users, items, Workload.Shape.DEFAULT.exponent());
  }

  long events() {
    return events;
  }

  long seed() {
    return seed;
  }

  /** The site on a server that has just been started, once it knows its items and users. */
  WarmSite warm(ServerProcess server, Settings settings, BenchOptions options)
      throws InterruptedException {
    WarmSite site = connect(server, settings, options);
    try {
      describe(site);
      warmUp(site, settings);
      return site;
    } catch (RuntimeException | InterruptedException e) {
      site.close();
      throw e;
    }
  }

  /** The site on a server that has just been started, once it answers; it knows nothing yet. */
  WarmSite connect(ServerProcess server, Settings settings, BenchOptions options)
      throws InterruptedException {
    return connect(
        server, settings, new Workload(shape(), seed, CLOCK.instant().minus(BACK)), options);
  }

  /** The same, of a workload that these options do not say. */
  static WarmSite connect(
      ServerProcess server, Settings settings, Workload workload, BenchOptions options)
      throws InterruptedException {
    server.awaitReady(READY_WITHIN);
    return WarmSite.of(
        server, server.interactions(settings.topics().prefix()), workload, options::tell);
  }

  /** Tells the site what its items are. */
  void describe(WarmSite site) throws InterruptedException {
    describe(site, items, seed);
  }

  /** The same, of items that these options do not say. */
  static void describe(WarmSite site, int items, long seed) throws InterruptedException {
    site.describe(items, new Descriptions(seed, CLOCK.instant()));
  }

  /** Tells the site what its users have done. */
  void warmUp(WarmSite site, Settings settings) throws InterruptedException {
    site.warmUp(events, settings.application());
  }
}
