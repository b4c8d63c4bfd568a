package freshet.model.release;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a trained model may serve: the ladder with it foresees the held-out last period at least
 * as well as the ladder without a model, and as the ladder with the live one where there is one.
 *
 * @param tolerance by how much NDCG@10 it may be worse, 0 to 1
 */
public record Judgement(double tolerance) {
  /** The whole ladder with this model. */
  public static final String LADDER = "ladder.ndcg";

  /** The ladder without a model. */
  public static final String WITHOUT = "without.ndcg";

  /** The whole ladder with the live model; absent where there is none. */
  public static final String LIVE = "live.ndcg";

  public Judgement {
    if (!(tolerance >= 0 && tolerance <= 1)) {
      throw new IllegalArgumentException("the tolerance is " + tolerance + "; give 0 to 1");
    }
  }

  /**
   * What a model was measured against, in a sentence without its full stop; empty if it was not
   * measured in a way that it can be judged by, as one that was trained elsewhere.
   */
  public static Optional<String> figures(Map<String, Double> metrics) {
    if (!metrics.containsKey(LADDER) || !metrics.containsKey(WITHOUT)) {
      return Optional.empty();
    }
    String both =
        String.format(
            Locale.ROOT,
            "on the held-out last period NDCG@10 is %.4f with it and %.4f without a model",
            metrics.get(LADDER),
            metrics.get(WITHOUT));
    return Optional.of(
        metrics.containsKey(LIVE)
            ? String.format(
                Locale.ROOT,
                "%s; %.4f with the one that served when it was trained",
                both,
                metrics.get(LIVE))
            : both);
  }

  /** Why a model of such metrics is refused; empty if it is not. */
  public Optional<String> refusal(Map<String, Double> metrics) {
    for (String needed : new String[] {LADDER, WITHOUT}) {
      if (!metrics.containsKey(needed)) {
        return Optional.of(
            "it was not measured: %s is missing among its metrics; train it again"
                .formatted(needed));
      }
    }
    return worseThan(metrics, WITHOUT, "without a model")
        .or(
            () ->
                metrics.containsKey(LIVE)
                    ? worseThan(metrics, LIVE, "with the live model")
                    : Optional.empty());
  }

  private Optional<String> worseThan(Map<String, Double> metrics, String than, String name) {
    double ladder = metrics.get(LADDER);
    double other = metrics.get(than);
    // Written so that a metric that is not a number refuses.
    if (ladder >= other - tolerance) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "on the held-out last period NDCG@10 is %.4f with it and %.4f %s; more interactions may make it better",
            ladder,
            other,
            name));
  }
}
