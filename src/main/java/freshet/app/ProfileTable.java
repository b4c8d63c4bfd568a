package freshet.app;

import com.fasterxml.jackson.databind.JsonNode;
import freshet.http.exchange.Words;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/** What is kept about a user, for people. */
final class ProfileTable {
  private static final int TAGS_SHOWN = 8;

  private final int last;

  /**
   * @param last how many of the last interactions are shown
   */
  ProfileTable(int last) {
    this.last = last;
  }

  void print(PrintWriter out, JsonNode profile) {
    out.println(
        "%s: interactions %,d, items seen %,d, hidden %,d, event ids %,d"
            .formatted(
                Words.shown(profile.path("user").asText()),
                profile.path("interactions").asLong(),
                profile.path("seen").asLong(),
                profile.path("hidden").size(),
                profile.path("eventIds").asLong()));
    line(out, "tags", tags(profile.path("tags")));
    line(out, "hidden", hidden(profile.path("hiddenBy")));
    line(out, "merged", texts(profile.path("merged")));
    JsonNode moved = profile.path("movedTo");
    if (!moved.isMissingNode()) {
      line(
          out,
          "moved to",
          Words.shown(moved.path("user").asText() + " at " + moved.path("time").asText()));
    }
    line(out, "erased until", Words.shown(profile.path("erasedUntil").asText("")));
    if (last > 0 && !profile.path("history").isEmpty()) {
      out.println();
      out.print(history(profile.path("history")));
    }
    line(out, "note", Words.shown(profile.path("note").asText("")));
  }

  private static void line(PrintWriter out, String what, String value) {
    if (!value.isEmpty()) {
      out.println("%-13s %s".formatted(what, value));
    }
  }

  private static String tags(JsonNode tags) {
    return tags.properties().stream()
        .limit(TAGS_SHOWN)
        .map(
            tag ->
                String.format(
                    Locale.ROOT, "%s %.2f", Words.shown(tag.getKey()), tag.getValue().asDouble()))
        .collect(Collectors.joining(", "));
  }

  private static String hidden(JsonNode hidden) {
    return StreamSupport.stream(hidden.spliterator(), false)
        .map(
            one ->
                "%s (%s)"
                    .formatted(
                        Words.shown(one.path("item").asText()),
                        Words.shown(one.path("type").asText())))
        .collect(Collectors.joining(", "));
  }

  private static String texts(JsonNode texts) {
    return StreamSupport.stream(texts.spliterator(), false)
        .map(text -> Words.shown(text.asText()))
        .collect(Collectors.joining(", "));
  }

  private TextTable history(JsonNode history) {
    TextTable table =
        TextTable.forColumns(
            Help.defaultColorScheme(Ansi.AUTO),
            new Column(26, 0, Overflow.TRUNCATE),
            new Column(16, 1, Overflow.TRUNCATE),
            new Column(60, 1, Overflow.SPAN));
    table.addRowValues("@|bold time|@", "@|bold type|@", "@|bold item|@");
    StreamSupport.stream(history.spliterator(), false)
        .limit(last)
        .forEach(
            touch ->
                table.addRowValues(
                    touch.path("time").asText(),
                    Words.shown(touch.path("type").asText()),
                    Words.shown(touch.path("title").asText(touch.path("item").asText()))));
    return table;
  }
}
