package freshet.bench.scale;

import java.util.List;

/**
 * What {@link ScaleBench} found.
 *
 * @param steps in their order
 * @param throughputs of one instance, of two, and so on
 */
public record ScaleReport(ScaleBench.Plan plan, List<Step> steps, List<Throughput> throughputs) {
  public ScaleReport {
    steps = List.copyOf(steps);
    throughputs = List.copyOf(throughputs);
  }

  /** Whether no request failed. */
  public boolean isFlawless() {
    return steps.stream().allMatch(step -> step.failed() == 0);
  }
}
