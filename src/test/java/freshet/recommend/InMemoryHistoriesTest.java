package freshet.recommend;

import freshet.event.ItemId;
import freshet.recommend.memory.InMemoryHistories;

class InMemoryHistoriesTest extends HistoryReaderContract {
  @Override
  protected HistoryReader some() {
    InMemoryHistories histories = new InMemoryHistories();
    histories.add(ADA, new ItemId("first"), "view");
    histories.add(ADA, new ItemId("second"), "view");
    histories.add(ADA, new ItemId("third"), "dislike");
    return histories;
  }
}
