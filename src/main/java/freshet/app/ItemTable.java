package freshet.app;

import com.fasterxml.jackson.databind.JsonNode;
import freshet.http.exchange.Words;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/** What is said of items, for people. */
final class ItemTable {
  private ItemTable() {}

  static void print(PrintWriter out, List<JsonNode> items) {
    TextTable table =
        TextTable.forColumns(
            Help.defaultColorScheme(Ansi.AUTO),
            new Column(24, 0, Overflow.TRUNCATE),
            new Column(16, 1, Overflow.TRUNCATE),
            new Column(40, 1, Overflow.TRUNCATE),
            new Column(12, 1, Overflow.TRUNCATE),
            new Column(7, 1, Overflow.TRUNCATE),
            new Column(40, 1, Overflow.SPAN));
    table.addRowValues(
        "@|bold item|@",
        "@|bold type|@",
        "@|bold title|@",
        "@|bold created|@",
        "@|bold shown|@",
        "@|bold tags|@");
    for (JsonNode item : items) {
      table.addRowValues(
          text(item, "item"),
          text(item, "type"),
          text(item, "title"),
          day(text(item, "created")),
          item.path("available").asBoolean() ? "yes" : "no",
          tags(item.path("tags")));
    }
    out.print(table);
  }

  private static String text(JsonNode item, String field) {
    return Words.shown(item.path(field).asText(""));
  }

  private static String day(String time) {
    return time.replaceFirst("T.*", "");
  }

  private static String tags(JsonNode tags) {
    return StreamSupport.stream(tags.spliterator(), false)
        .map(tag -> Words.shown(tag.asText()))
        .collect(Collectors.joining(", "));
  }
}
