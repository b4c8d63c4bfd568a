package freshet.http.experiment;

import freshet.http.exchange.Json;
import freshet.recommend.experiment.Difference;
import freshet.recommend.experiment.Difference.Estimate;
import freshet.recommend.experiment.Experiment;
import freshet.recommend.experiment.Experiments;
import freshet.recommend.experiment.Group;
import freshet.recommend.experiment.Rate;
import freshet.recommend.impression.Cell;
import freshet.recommend.impression.Reaction;
import freshet.recommend.impression.Sums;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The experiments that run, as answers show them. */
record ExperimentsView(List<Compared> experiments) {

  /**
   * One experiment.
   *
   * @param share of all users who take part
   * @param control the variant that the others are compared with
   * @param groups one for each variant, by name
   */
  record Compared(String experiment, double share, String control, List<GroupView> groups) {}

  /**
   * The users of one variant.
   *
   * @param weight as the settings have it
   * @param users who were shown anything
   * @param againstControl how its rates differ from the control's; absent for the control
   */
  record GroupView(
      String variant,
      double weight,
      long users,
      Figures figures,
      Optional<Differences> againstControl) {}

  /** How the rates of a group differ; what cannot be said yet is absent. */
  record Differences(
      Optional<DifferenceView> clickThrough,
      Optional<DifferenceView> likeRate,
      Optional<DifferenceView> playRate) {}

  /**
   * How one rate differs.
   *
   * @param relative as a part of the control's rate; absent where that is 0
   */
  record DifferenceView(Interval absolute, Optional<Interval> relative) {}

  /** A value, and between what it lies with 95 % confidence. */
  record Interval(double value, double low, double high) {
    static Interval of(Estimate estimate) {
      return new Interval(
          Json.rounded(estimate.value()),
          Json.rounded(estimate.low()),
          Json.rounded(estimate.high()));
    }
  }

  static ExperimentsView of(Experiments experiments, Map<Cell, Sums> sums) {
    return new ExperimentsView(
        experiments.byName().values().stream()
            .map(experiment -> compared(experiment, sums))
            .toList());
  }

  private static Compared compared(Experiment experiment, Map<Cell, Sums> sums) {
    Sums control = sums(experiment, experiment.control(), sums);
    return new Compared(
        experiment.name(),
        experiment.share(),
        experiment.control(),
        experiment.variants().entrySet().stream()
            .map(
                variant -> {
                  String name = variant.getKey();
                  Sums own = sums(experiment, name, sums);
                  return new GroupView(
                      name,
                      variant.getValue().weight(),
                      own.users(),
                      Figures.of(own),
                      name.equals(experiment.control())
                          ? Optional.empty()
                          : Optional.of(
                              new Differences(
                                  difference(own, control, Reaction.CLICK),
                                  difference(own, control, Reaction.LIKE),
                                  difference(own, control, Reaction.PLAY))));
                })
            .toList());
  }

  private static Sums sums(Experiment experiment, String variant, Map<Cell, Sums> sums) {
    return sums.getOrDefault(Cell.of(new Group(experiment.name(), variant)), Sums.ZERO);
  }

  private static Optional<DifferenceView> difference(Sums own, Sums control, Reaction reaction) {
    Optional<Rate> other = Rate.of(control, reaction);
    return Rate.of(own, reaction)
        .filter(rate -> other.isPresent())
        .flatMap(rate -> Difference.between(rate, other.get()))
        .map(
            found ->
                new DifferenceView(
                    Interval.of(found.absolute()), found.relative().map(Interval::of)));
  }
}
