package freshet.bench.load;

import java.util.List;
import java.util.OptionalInt;

/**
 * What {@link RecommendBench} found.
 *
 * @param highest rate that held the limit of the 99th percentile, in requests/s; empty if none did
 *     or none was looked for
 */
public record RecommendReport(
    RecommendBench.Plan plan, List<RecommendRound> rounds, OptionalInt highest) {
  public RecommendReport {
    rounds = List.copyOf(rounds);
  }
}
