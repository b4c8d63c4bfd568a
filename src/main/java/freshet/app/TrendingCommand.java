package freshet.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code freshet trending}: asks a running server what grows and shows it. */
@Command(
    name = "trending",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {"Asks a running Freshet what grows, for everybody.", ""},
    footer = {
      "",
      "Examples:",
      "  freshet trending",
      "  freshet trending --type game --half-life 1d",
      "",
      "Exit codes: 0 answered, 1 failed, 2 wrong usage."
    })
final class TrendingCommand implements Callable<Integer> {
  @Mixin private SlateOptions slate;

  @Option(
      names = "--half-life",
      paramLabel = "TIME",
      description = "One of those kept, such as 1h, 1d or 7d. Default: the shortest.")
  private String halfLife;

  @Mixin private AskedServer server;

  @Override
  public Integer call() throws InterruptedException {
    server.show("/v1/trending" + slate.query("half-life", halfLife), SlateTable::print);
    return 0;
  }
}
