package freshet.recommend.experiment;

import freshet.recommend.Scenario;

/**
 * One way to answer that an experiment compares.
 *
 * @param weight how many of the users who take part get it, as a part of all weights; above 0
 * @param settings what differs; all else is as without the experiment
 */
public record Variant(double weight, Scenario settings) {
  public Variant {
    if (!(weight > 0 && weight <= 1_000_000)) {
      throw new IllegalArgumentException(
          "weight is " + weight + "; give a number above 0, at most 1000000");
    }
  }
}
