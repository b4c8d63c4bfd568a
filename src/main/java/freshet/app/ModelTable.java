package freshet.app;

import com.fasterxml.jackson.databind.JsonNode;
import freshet.http.exchange.Words;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/** Which models there are, for people: how well all layers foresee with each, and without it. */
final class ModelTable {
  private ModelTable() {}

  static void print(PrintWriter out, JsonNode models) {
    out.println("%s; %s".formatted(shown(models.path("status")), shown(models.path("breaker"))));
    JsonNode training = models.path("training");
    if (training.isObject()) {
      out.println(
          "%s is trained: %s, epoch %d of %d, %.0f %% done"
              .formatted(
                  shown(training.path("version")),
                  shown(training.path("phase")),
                  training.path("epoch").asInt(),
                  training.path("epochs").asInt(),
                  100 * training.path("share").asDouble()));
    }
    JsonNode failure = models.path("lastFailure");
    if (failure.isObject()) {
      out.println(
          "the training of %s came to nothing: %s"
              .formatted(shown(failure.path("version")), shown(failure.path("why"))));
    }
    if (!models.path("models").isEmpty()) {
      out.println();
      out.print(table(models.path("models")));
    }
  }

  private static TextTable table(JsonNode models) {
    TextTable table =
        TextTable.forColumns(
            Help.defaultColorScheme(Ansi.AUTO),
            new Column(36, 0, Overflow.TRUNCATE),
            new Column(11, 1, Overflow.TRUNCATE),
            new Column(8, 1, Overflow.TRUNCATE),
            new Column(26, 1, Overflow.TRUNCATE),
            new Column(9, 1, Overflow.TRUNCATE),
            new Column(9, 1, Overflow.TRUNCATE),
            new Column(60, 1, Overflow.SPAN));
    table.addRowValues(
        "@|bold version|@",
        "@|bold state|@",
        "@|bold active|@",
        "@|bold created|@",
        "@|bold NDCG|@",
        "@|bold without|@",
        "@|bold why|@");
    for (JsonNode model : models) {
      JsonNode metrics = model.path("metrics");
      table.addRowValues(
          shown(model.path("version")),
          shown(model.path("state")),
          model.path("active").asBoolean() ? "yes" : "no",
          shown(model.path("created")),
          figure(metrics.path("ladder.ndcg")),
          figure(metrics.path("without.ndcg")),
          shown(model.path("why")));
    }
    return table;
  }

  private static String figure(JsonNode metric) {
    return metric.isNumber() ? String.format(Locale.ROOT, "%.4f", metric.asDouble()) : "";
  }

  private static String shown(JsonNode text) {
    return Words.shown(text.asText(""));
  }
}
