package freshet.recommend;

import freshet.event.ItemId;

/** Is told what comes, changes and goes in the catalogue. */
@FunctionalInterface
public interface CatalogueListener {
  /**
   * An item was described, described anew or deleted; the catalogue knows it already. Called by
   * whoever changes the catalogue: it returns at once and never fails.
   */
  void changed(ItemId item);
}
