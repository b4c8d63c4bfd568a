package freshet.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code freshet why}: asks a running server why it shows an item to a user, or why not. */
@Command(
    name = "why",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {"Asks a running Freshet why it shows an item to a user, or why not.", ""},
    footer = {
      "",
      "Examples:",
      "  freshet why ada-17 chess",
      "  freshet why ada-17 chess -k 5 --json",
      "",
      "Exit codes: 0 answered, 1 failed, 2 wrong usage."
    })
final class WhyCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "USER", description = "To whom.")
  private String user;

  @Parameters(index = "1", paramLabel = "ITEM", description = "The id of the item.")
  private String item;

  @Option(
      names = "-k",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many items are shown. Default: ${DEFAULT-VALUE}")
  private int k;

  @Mixin private AskedServer server;

  @Override
  public Integer call() throws InterruptedException {
    server.show(
        "/v1/users/%s/explanations/%s?k=%d"
            .formatted(AskedServer.encoded(user), AskedServer.encoded(item), k),
        WhyCommand::print);
    return 0;
  }

  private static void print(PrintWriter out, JsonNode answer) {
    out.printf(
        "%s: %s%n",
        answer.path("title").asText(answer.path("item").asText()),
        answer.path("sentence").asText());
    TextTable table =
        TextTable.forColumns(
            Help.defaultColorScheme(Ansi.AUTO),
            new Column(17, 0, Overflow.TRUNCATE),
            new Column(11, 1, Overflow.TRUNCATE));
    answer
        .path("contributions")
        .properties()
        .forEach(layer -> table.addRowValues(layer.getKey(), number(layer.getValue())));
    table.addRowValues("× freshness", number(answer.path("freshness")));
    answer.path("boosts").forEach(boost -> out.println("boost " + boost.asText()));
    table.addRowValues("@|bold score|@", number(answer.path("score")));
    out.print(table);
    if (answer.hasNonNull("note")) {
      out.println(answer.path("note").asText());
    }
  }

  private static String number(JsonNode value) {
    return String.format(Locale.ROOT, "%.5f", value.asDouble());
  }
}
