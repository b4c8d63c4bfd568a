package freshet.app;

import freshet.bench.IngestBench;
import freshet.bench.IngestReport;
import freshet.bench.Machine;
import freshet.bench.ServerProcess;
import freshet.bench.Workload;
import freshet.bench.Workplace;
import freshet.process.ChildProcess;
import freshet.process.Launch;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code freshet bench ingest}: how many events go through everything, and at what cost. */
@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures how many events/s go through everything: broker, profile, popularity, co-occurrence"
          + " with 10 predecessors, changelogs, exactly-once. Events are sent at full speed from this"
          + " process while the server works, on the same cores; a round ends when all of them are"
          + " processed and committed. Rounds take turns with those of a topology without state on"
          + " the same broker. In the end the counts must be what was sent, or"
          + " the benchmark has failed.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  freshet bench ingest",
      "  freshet bench ingest --rounds 3 --json",
      "  freshet bench ingest --set streams.commit-interval=1s",
      "",
      "Exit codes: 0 measured, 1 failed, 2 wrong usage."
    })
final class BenchIngestCommand implements Callable<Integer> {
  private static final Duration READY_WITHIN = Duration.ofMinutes(2);

  /** All events of a round are held in memory. */
  private static final int MOST_EVENTS = 2_000_000;

  /** Further back than a run lasts: no event is from the future, however fast it goes. */
  private static final Duration BACK = Duration.ofHours(1);

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "250000",
      description = "Events of a round. Default: ${DEFAULT-VALUE}")
  private int events;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Rounds that are measured. Default: ${DEFAULT-VALUE}")
  private int rounds;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Events before the first round. Default: ${DEFAULT-VALUE}")
  private long warmUp;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed gives the same events. Default: ${DEFAULT-VALUE}")
  private long seed;

  @Mixin private BenchOptions options;

  @Override
  public Integer call() throws InterruptedException {
    options.require(rounds >= 1, "--rounds is %d; give at least 1", rounds);
    options.require(
        events >= 1 && events <= MOST_EVENTS, "--events is %d; give 1 to " + MOST_EVENTS, events);
    options.require(warmUp >= 0, "--warm-up is %d; give 0 or more", warmUp);
    Settings settings = options.settings();
    Machine machine = Machine.now();
    IngestReport report = measure(settings, new IngestBench.Plan(rounds, events, warmUp));
    IngestFigures figures = new IngestFigures(machine, settings, report);
    options.print(figures.toMap(), figures.toTable());
    return 0;
  }

  private IngestReport measure(Settings settings, IngestBench.Plan plan)
      throws InterruptedException {
    Launch launch = options.launch();
    try (Workplace workplace = Workplace.open();
        ServerProcess server = ServerProcess.start(workplace, launch)) {
      server.awaitReady(READY_WITHIN);
      ChildProcess passThrough =
          workplace.start(
              launch.withSettings(Map.of("kafka.bootstrap.servers", server.bootstrapServers())),
              "pass-through",
              List.of("bench", "pass-through"));
      return new IngestBench(
              server,
              passThrough,
              settings.application(),
              server.interactions(settings.topics().prefix()),
              new Workload(Workload.Shape.DEFAULT, seed, Clock.systemUTC().instant().minus(BACK)),
              options::tell)
          .run(plan);
    }
  }
}
