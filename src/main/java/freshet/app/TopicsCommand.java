package freshet.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code freshet topics}: makes the topics on a Kafka of your own, and compares them. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Makes the topics on a Kafka of your own, and compares them with how they have to be laid out.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  freshet topics create",
      "  freshet topics check --json",
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage."
    })
final class TopicsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "what to do with the topics is missing; give create or check");
  }
}
