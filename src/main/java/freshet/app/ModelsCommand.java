package freshet.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code freshet models}: what can be done with a model's files. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    description = {"Looks at models, wherever they were trained, and lets them serve.", ""},
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  freshet models validate model.pt",
      "  freshet models release model.pt",
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage."
    })
final class ModelsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing; give validate FILE or release FILE");
  }
}
