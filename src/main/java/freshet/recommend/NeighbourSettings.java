package freshet.recommend;

import java.util.List;

/**
 * How the rows of the items a user touched last are heard.
 *
 * @param recent how many of the latest distinct items are looked at, 1 to 100
 * @param shrinkage weight of evidence at which a row of neighbours counts half, 0 to 1,000
 * @param temperature what a row's probabilities are flattened by, 0.5 to 10: 1 leaves them, at 2
 *     their square roots count. Several rows that agree then outweigh one that is sure of itself.
 * @param against what the row of an item counts that the user spoke against last, as a part of an
 *     ordinary one, 0 to 1
 * @param returns the chance that somebody who is also shown what they know goes back to the n-th
 *     latest item, 0 to 1 each and below 1 together
 */
public record NeighbourSettings(
    int recent, double shrinkage, double temperature, double against, List<Double> returns) {

  public NeighbourSettings {
    if (recent < 1 || recent > 100) {
      throw new IllegalArgumentException("recommend.recent is " + recent + "; give 1 to 100");
    }
    require("recommend.shrinkage", shrinkage, "0", "1000");
    require("recommend.temperature", temperature, "0.5", "10");
    require("recommend.against", against, "0", "1");
    double sum = returns.stream().mapToDouble(Double::doubleValue).sum();
    if (!(sum >= 0 && sum < 1) || returns.stream().anyMatch(chance -> !(chance >= 0))) {
      throw new IllegalArgumentException(
          "recommend.returns are %s; give chances of 0 or more that add up to less than 1"
              .formatted(returns));
    }
    returns = List.copyOf(returns);
  }

  private static void require(String setting, double value, String least, String most) {
    if (!(value >= Double.parseDouble(least) && value <= Double.parseDouble(most))) {
      throw new IllegalArgumentException(
          "%s is %s; give %s to %s".formatted(setting, value, least, most));
    }
  }
}
