package freshet.http.batch;

import freshet.http.exchange.ProblemException;
import java.util.List;

/**
 * What a body held.
 *
 * @param single whether it was one object and not a list
 * @param good the elements to be taken, in order
 * @param bad the elements that are not, in order
 */
public record Batch<T>(boolean single, List<Good<T>> good, List<Bad> bad) {
  /**
   * An element to be taken.
   *
   * @param index its place in the body, from 0
   */
  public record Good<T>(int index, T value) {}

  /**
   * An element that is not taken.
   *
   * @param index its place in the body, from 0
   */
  public record Bad(int index, Rejection rejection) {}

  public Batch {
    good = List.copyOf(good);
    bad = List.copyOf(bad);
  }

  public int size() {
    return good.size() + bad.size();
  }

  /**
   * The only element of a body that was one object.
   *
   * @throws ProblemException 400 or 422 if it is bad
   */
  public T sole() {
    if (!bad.isEmpty()) {
      throw bad.get(0).rejection().problem().exception();
    }
    return good.get(0).value();
  }
}
