package freshet.http.experiment;

import freshet.http.exchange.Json;
import freshet.recommend.experiment.Rate;
import freshet.recommend.impression.Reaction;
import freshet.recommend.impression.Sums;
import java.util.OptionalDouble;

/**
 * What was counted of some impressions, as answers show it.
 *
 * @param impressions items of slates that were shown
 * @param clickThrough share of them that were viewed; absent where nothing was shown
 */
record Figures(
    long impressions,
    long clicks,
    long likes,
    long plays,
    OptionalDouble clickThrough,
    OptionalDouble likeRate,
    OptionalDouble playRate) {

  static Figures of(Sums sums) {
    return new Figures(
        sums.impressions(),
        sums.clicks().sum(),
        sums.likes().sum(),
        sums.plays().sum(),
        rate(sums, Reaction.CLICK),
        rate(sums, Reaction.LIKE),
        rate(sums, Reaction.PLAY));
  }

  private static OptionalDouble rate(Sums sums, Reaction reaction) {
    return Rate.of(sums, reaction).stream()
        .mapToDouble(rate -> Json.rounded(rate.value()))
        .findFirst();
  }
}
