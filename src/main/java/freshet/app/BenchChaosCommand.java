package freshet.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import freshet.bench.Machine;
import freshet.bench.Workplace;
import freshet.bench.chaos.ChaosBench;
import freshet.bench.chaos.ChaosReport;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code freshet bench chaos}: whether every event is counted exactly once, whatever dies. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Kills a server again and again (SIGKILL) at random moments, while it runs, restores its state"
          + " or starts, and starts it anew, while events are posted at full speed; a batch that is not"
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
      "Exit codes: 0 nothing lost, nothing counted twice, nothing differs; 1 failed; 2 wrong usage."
    })
final class BenchChaosCommand implements Callable<Integer> {
  private static final double LONGEST_MINUTES = 60;
  private static final double MILLIS_PER_MINUTE = 60_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "10",
      description =
          "How long the server is killed again and again, 0.1 to 60. Default: ${DEFAULT-VALUE}")
  private double minutes;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "The same seed gives the same events and the same waits before kills. Default: ${DEFAULT-VALUE}")
  private long seed;

  @Mixin private BenchOptions options;

  @Override
  public Integer call() throws InterruptedException {
    require(
        minutes >= 0.1 && minutes <= LONGEST_MINUTES, "--minutes is %s; give 0.1 to 60", minutes);
    Settings settings = options.settings();
    require(
        settings.kafka().bootstrapServers().isEmpty(),
        "kafka.bootstrap.servers is %s; leave it out, since the broker is killed too",
        settings.kafka().bootstrapServers().orElse(""));
    require(
        settings.profile().eventIds() >= ChaosBench.BATCH,
        "profile.event-ids is %s; give at least " + ChaosBench.BATCH + ", what may be sent again",
        settings.profile().eventIds());
    require(
        settings.cooccurrence().successors() >= ChaosBench.ITEMS,
        "cooccurrence.successors is %s; give at least "
            + ChaosBench.ITEMS
            + ", since what a full row forgets depends on the order of arrival",
        settings.cooccurrence().successors());
    Machine machine = Machine.now();
    ChaosReport report = measure(settings);
    PrintWriter out = spec.commandLine().getOut();
    ChaosFigures figures = new ChaosFigures(machine, settings, seed, report);
    if (options.json()) {
      out.println(json(figures.toMap()));
    } else {
      out.print(figures.toTable());
    }
    out.flush();
    return report.isFlawless() ? 0 : 1;
  }

  private ChaosReport measure(Settings settings) throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    try (Workplace workplace = Workplace.open()) {
      return new ChaosBench(
              workplace,
              options.launch(),
              settings.topics().prefix(),
              settings.topics().prefix() + settings.streams().applicationId(),
              seed,
              line -> {
                err.println(line);
                err.flush();
              })
          .run(Duration.ofMillis(Math.round(minutes * MILLIS_PER_MINUTE)));
    }
  }

  private void require(boolean good, String message, Object value) {
    if (!good) {
      throw new ParameterException(spec.commandLine(), message.formatted(value));
    }
  }

  private static String json(Map<String, Object> figures) {
    try {
      return new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .writeValueAsString(figures);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("figures that are not JSON", e);
    }
  }
}
