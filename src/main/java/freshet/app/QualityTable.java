package freshet.app;

import freshet.evaluate.Evaluation;
import freshet.evaluate.NewItemEvaluation;
import freshet.evaluate.Quality;
import freshet.replay.Refusal;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The figures of an evaluation for a terminal. */
final class QualityTable {
  private QualityTable() {}

  /** Prints what was left out of the log, and a row for each layer. */
  static void print(
      String protocol, int k, Evaluation.Result result, List<Refusal> refused, PrintWriter out) {
    leftOut(refused, out);
    out.printf(
        Locale.ROOT,
        "%s, %,d cases, %,d items%n%n%-14s %9s %9s %9s %9s %9s%n",
        protocol,
        result.cases(),
        result.items(),
        "",
        "HR@" + k,
        "NDCG@" + k,
        "MRR@" + k,
        "coverage",
        "cases/s");
    result.layers().forEach((layer, quality) -> row(layer, quality, out));
    out.flush();
  }

  /** Prints what was left out of the log, and how new items are ranked beside chance. */
  static void print(
      String protocol,
      int k,
      NewItemEvaluation.Result result,
      List<Refusal> refused,
      PrintWriter out) {
    leftOut(refused, out);
    out.printf(
        Locale.ROOT,
        "%s, %,d cases, %,d items that the model has not learned%n%n%-14s %9s %17s %9s %9s%n",
        protocol,
        result.cases(),
        result.items(),
        "new items",
        "AUC",
        "95 %",
        "HR@" + k,
        "NDCG@" + k);
    NewItemEvaluation.Score model = result.model();
    String between =
        String.format(Locale.ROOT, "%.4f to %.4f", model.auc95().low(), model.auc95().high());
    row("model", model, between, out);
    row("chance", result.chance(), "", out);
    out.flush();
  }

  private static void row(
      String name, NewItemEvaluation.Score score, String between, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%-14s %9.4f %17s %9.4f %9.4f%n",
        name,
        score.auc(),
        between,
        score.hitRate(),
        score.ndcg());
  }

  private static void leftOut(List<Refusal> refused, PrintWriter out) {
    refused.forEach(
        one -> out.printf(Locale.ROOT, "left out %,d: %s%n", one.count(), one.reason()));
  }

  private static void row(String layer, Quality quality, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%-14s %9.4f %9.4f %9.4f %9.4f %,9.0f%n",
        layer,
        quality.hitRate(),
        quality.ndcg(),
        quality.mrr(),
        quality.coverage(),
        quality.casesPerSecond());
  }
}
