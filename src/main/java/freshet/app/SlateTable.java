package freshet.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/** A slate as a table for people. */
final class SlateTable {
  private SlateTable() {}

  static void print(PrintWriter out, JsonNode answer) {
    TextTable table =
        TextTable.forColumns(
            Help.defaultColorScheme(Ansi.AUTO),
            new Column(4, 0, Overflow.TRUNCATE),
            new Column(44, 1, Overflow.TRUNCATE),
            new Column(11, 1, Overflow.TRUNCATE),
            new Column(15, 1, Overflow.TRUNCATE),
            new Column(60, 1, Overflow.SPAN));
    table.addRowValues(
        "@|bold #|@", "@|bold item|@", "@|bold score|@", "@|bold layer|@", "@|bold why|@");
    int rank = 0;
    for (JsonNode item : answer.path("items")) {
      table.addRowValues(
          String.valueOf(++rank),
          item.path("title").asText(item.path("item").asText()),
          String.format(Locale.ROOT, "%.5f", item.path("score").asDouble()),
          item.path("layer").asText(),
          item.path("reason").asText());
    }
    out.print(table);
    if (answer.hasNonNull("note")) {
      out.println(answer.path("note").asText());
    }
  }
}
