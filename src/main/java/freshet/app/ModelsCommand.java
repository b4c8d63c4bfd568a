package freshet.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code freshet models}: asks a running server for its models; below it, what is done with files.
 */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Asks a running Freshet which models there are and which one answers.",
      "With a command: looks at a model's files, wherever it was trained, and lets",
      "it serve.",
      ""
    },
    synopsisSubcommandLabel = "[COMMAND]",
    footer = {
      "",
      "Examples:",
      "  freshet models",
      "  freshet models --json",
      "  freshet models validate model.pt",
      "  freshet models release model.pt",
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage."
    })
final class ModelsCommand implements Callable<Integer> {
  @Mixin private AskedServer server;

  @Override
  public Integer call() throws InterruptedException {
    server.show("/v1/models", ModelTable::print);
    return 0;
  }
}
