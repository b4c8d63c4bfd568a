package freshet.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code freshet bench}: the group of the benchmarks. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    synopsisSubcommandLabel = "BENCHMARK",
    commandListHeading = "%nBenchmarks:%n",
    description = {
      "Measures a server that is started for it, on free ports and with data that is deleted in the"
          + " end, from a process of its own.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  freshet bench ingest",
      "  freshet bench recommend",
      "  freshet bench freshness --json",
      "  freshet bench chaos --minutes 10",
      "  freshet bench reload",
      "  freshet bench scale --instances 3",
      "  freshet bench capacity --users 100000",
      "",
      "Exit codes: 0 measured, 1 failed, 2 wrong usage."
    })
final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a benchmark is missing; the first to try is ingest");
  }
}
