package freshet.engagement;

import freshet.recommend.impression.Cell;
import freshet.recommend.impression.Sums;

/** What was counted in one cell of one partition. */
record PartitionCount(int partition, Cell cell, Sums sums) {
  /** The key under which it is published. */
  String key() {
    return partition + "/" + cell.key();
  }
}
