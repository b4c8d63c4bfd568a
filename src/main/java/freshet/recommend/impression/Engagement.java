package freshet.recommend.impression;

import java.util.Map;

/** How users took what they were shown, in all. */
@FunctionalInterface
public interface Engagement {
  /** The sums of each cell that anything was counted in, of all partitions together. */
  Map<Cell, Sums> sums();
}
