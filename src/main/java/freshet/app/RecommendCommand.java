package freshet.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code freshet recommend}: asks a running server for a user's slate and shows it. */
@Command(
    name = "recommend",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {"Asks a running Freshet what to show to a user, and why.", ""},
    footer = {
      "",
      "Examples:",
      "  freshet recommend ada-17",
      "  freshet recommend ada-17 -k 5 --type game --json",
      "  freshet recommend ada-17 --filter 'age < 7d'",
      "",
      "Exit codes: 0 answered, 1 failed, 2 wrong usage."
    })
final class RecommendCommand implements Callable<Integer> {
  @Parameters(paramLabel = "USER", description = "For whom.")
  private String user;

  @Mixin private SlateOptions slate;

  @Option(
      names = "--filter",
      paramLabel = "FILTER",
      description = "Only items it lets through, such as 'tag = \"jazz\"'.")
  private String filter;

  @Mixin private AskedServer server;

  @Override
  public Integer call() throws InterruptedException {
    server.show(
        "/v1/users/%s/recommendations".formatted(AskedServer.encoded(user))
            + slate.query("filter", filter),
        SlateTable::print);
    return 0;
  }
}
