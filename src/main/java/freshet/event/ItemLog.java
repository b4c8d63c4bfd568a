package freshet.event;

import java.util.concurrent.CompletableFuture;

/** Where a site's items go. */
public interface ItemLog {
  /**
   * Says all there is to say about an item, replacing what was said before.
   *
   * @return completes when it is kept; fails with {@link UnavailableException} as interactions do
   */
  CompletableFuture<Void> put(Item item);

  /** Deletes an item; deleting one that is not there is no error. */
  CompletableFuture<Void> delete(ItemId item);
}
