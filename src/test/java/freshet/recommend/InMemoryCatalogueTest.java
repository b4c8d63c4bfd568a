package freshet.recommend;

import freshet.event.Item;
import freshet.event.ItemId;
import freshet.recommend.memory.InMemoryCatalogue;

class InMemoryCatalogueTest extends CatalogueContract {
  private InMemoryCatalogue catalogue;

  @Override
  protected Catalogue empty() {
    catalogue = new InMemoryCatalogue();
    return catalogue;
  }

  @Override
  protected void put(Item item) {
    catalogue.put(item);
  }

  @Override
  protected void delete(ItemId item) {
    catalogue.delete(item);
  }
}
