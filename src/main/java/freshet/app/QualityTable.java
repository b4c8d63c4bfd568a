package freshet.app;

import freshet.evaluate.Evaluation;
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
    refused.forEach(
        one -> out.printf(Locale.ROOT, "left out %,d: %s%n", one.count(), one.reason()));
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
