package freshet.http.batch;

import java.util.BitSet;

/**
 * What became of the elements that were handed to a log.
 *
 * @param handed how many there were
 * @param taken which of them the log has for good, by their place
 */
public record Receipt(int handed, BitSet taken) {
  public Receipt {
    taken = (BitSet) taken.clone();
  }

  @Override
  public BitSet taken() {
    return (BitSet) taken.clone();
  }

  /** Whether the log has all of them. */
  public boolean complete() {
    return count() == handed;
  }

  /** How many the log has for good. */
  public int count() {
    return taken.cardinality();
  }
}
