package freshet.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code freshet users}: asks a running server what it keeps about a user and shows it. */
@Command(
    name = "users",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {"Asks a running Freshet what it keeps about a user.", ""},
    footer = {
      "",
      "Examples:",
      "  freshet users ada-17",
      "  freshet users ada-17 -n 50",
      "  freshet users session:s-1 --json",
      "",
      "Exit codes: 0 answered, 1 failed, 2 wrong usage."
    })
final class UsersCommand implements Callable<Integer> {
  @Parameters(paramLabel = "USER", description = "Of whom.")
  private String user;

  @Option(
      names = "-n",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many of the last interactions are shown. Default: ${DEFAULT-VALUE}")
  private int last;

  @Mixin private AskedServer server;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    if (last < 0) {
      throw new ParameterException(spec.commandLine(), "-n is %d; give 0 or more".formatted(last));
    }
    server.show(
        "/v1/users/%s/profile".formatted(AskedServer.encoded(user)),
        (out, profile) -> new ProfileTable(last).print(out, profile));
    return 0;
  }
}
