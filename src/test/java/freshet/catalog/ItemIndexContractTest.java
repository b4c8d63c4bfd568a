package freshet.catalog;

import freshet.event.Item;
import freshet.event.ItemId;
import freshet.recommend.Catalogue;
import freshet.recommend.CatalogueContract;

class ItemIndexContractTest extends CatalogueContract {
  private ItemIndex index;

  @Override
  protected Catalogue empty() {
    index = new ItemIndex();
    return index;
  }

  @Override
  protected void put(Item item) {
    index.apply(item.id(), ItemsTopic.toRecord(item));
  }

  @Override
  protected void delete(ItemId item) {
    index.apply(item, null);
  }
}
