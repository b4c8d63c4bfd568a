package freshet.model.scoring;

import java.time.Duration;

/**
 * When a layer is no longer asked, and when again.
 *
 * @param of the layer's block of settings, for messages
 * @param budget what an answer may take, above 0; one that takes longer counts as a failure
 * @param window how many of the latest answers are looked at, 1 to 1,000; it is looked at when
 *     there are that many
 * @param share of them that may fail, above 0 to 1; when more do, the model is not asked
 * @param rest how long it is not asked before a few requests try it again, above 0
 */
public record BreakerSettings(String of, Duration budget, int window, double share, Duration rest) {

  /** Those of the model. */
  public BreakerSettings(Duration budget, int window, double share, Duration rest) {
    this("model", budget, window, share, rest);
  }

  public BreakerSettings {
    requireAboveZero(of + ".budget", budget, "20ms");
    if (window < 1 || window > 1_000) {
      throw new IllegalArgumentException(of + ".breaker.window is " + window + "; give 1 to 1000");
    }
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(of + ".breaker.share is " + share + "; give above 0 to 1");
    }
    requireAboveZero(of + ".breaker.rest", rest, "5s");
  }

  private static void requireAboveZero(String setting, Duration value, String such) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(
          "%s is %s; give a time above 0, such as %s".formatted(setting, value, such));
    }
  }
}
