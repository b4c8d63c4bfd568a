package freshet.app;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code freshet items}: asks a running server about items and shows them. */
@Command(
    name = "items",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {"Asks a running Freshet what items are, what is new and what is alike.", ""},
    footer = {
      "",
      "Examples:",
      "  freshet items chess rye",
      "  freshet items --new --type game -k 5",
      "  freshet items --similar chess --json",
      "",
      "Exit codes: 0 answered, 1 failed, 2 wrong usage."
    })
final class ItemsCommand implements Callable<Integer> {
  @Parameters(arity = "0..*", paramLabel = "ITEM", description = "Shows what is said of these.")
  private List<String> items = List.of();

  @Option(names = "--new", description = "Shows what was made last.")
  private boolean newest;

  @Option(names = "--similar", paramLabel = "ITEM", description = "Shows what is like this one.")
  private String similar;

  @Mixin private SlateOptions slate;

  @Mixin private AskedServer server;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    if (Stream.of(!items.isEmpty(), newest, similar != null).filter(asked -> asked).count() != 1) {
      throw new ParameterException(
          spec.commandLine(), "give one of the three: ITEM..., --new or --similar ITEM");
    }
    if (newest) {
      server.show("/v1/new" + slate.query(), SlateTable::print);
    } else if (similar != null) {
      server.show(
          "/v1/items/%s/similar".formatted(AskedServer.encoded(similar)) + slate.query(),
          SlateTable::print);
    } else {
      server.show(
          items.stream().map(item -> "/v1/items/" + AskedServer.encoded(item)).toList(),
          ItemTable::print);
    }
    return 0;
  }
}
