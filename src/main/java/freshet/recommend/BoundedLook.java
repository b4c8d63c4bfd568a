package freshet.recommend;

import freshet.event.Item;
import freshet.event.ItemId;

/**
 * What may be shown, as far as a source looks that nearly nothing suits: behind so many items it
 * gets no more, however many there are. Used by one thread.
 */
final class BoundedLook implements CandidateSource.Allowed {
  private final Showable showable;
  private int left;

  /**
   * @param looks how many items it may look at
   */
  BoundedLook(Showable showable, int looks) {
    this.showable = showable;
    this.left = looks;
  }

  @Override
  public boolean test(ItemId item) {
    left--;
    return left >= 0 && showable.test(item);
  }

  @Override
  public boolean test(Item item) {
    left--;
    return left >= 0 && showable.test(item);
  }
}
