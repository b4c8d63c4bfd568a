package freshet.app;

import freshet.bench.Descriptions;
import freshet.bench.ServerProcess;
import freshet.bench.Workload;
import freshet.bench.load.WarmSite;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Option;

/** The options of benchmarks that measure a server which knows its items and users. */
final class SiteOptions {
  private static final Duration READY_WITHIN = Duration.ofMinutes(2);

  /** Further back than a run lasts: no event is from the future, however fast it goes. */
  private static final Duration BACK = Duration.ofHours(1);

  private static final Clock CLOCK = Clock.systemUTC();

  @Option(
      names = "--users",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Users, all equally active. Default: ${DEFAULT-VALUE}")
  private int users;

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
          "Events before anything is measured: by the default, ten of each user. Default:"
              + " ${DEFAULT-VALUE}")
  private long events;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed gives the same events and items. Default: ${DEFAULT-VALUE}")
  private long seed;

  void check(BenchOptions options) {
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
    server.awaitReady(READY_WITHIN);
    Instant now = CLOCK.instant();
    String prefix = settings.topics().prefix();
    WarmSite site =
        WarmSite.of(
            server,
            server.interactions(prefix),
            new Workload(shape(), seed, now.minus(BACK)),
            options::tell);
    try {
      site.describe(items, new Descriptions(seed, now));
      site.warmUp(events, prefix + settings.streams().applicationId());
      return site;
    } catch (RuntimeException | InterruptedException e) {
      site.close();
      throw e;
    }
  }
}
