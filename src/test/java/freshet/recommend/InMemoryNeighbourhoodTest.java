package freshet.recommend;

import freshet.event.ItemId;
import freshet.recommend.memory.InMemoryNeighbourhood;

class InMemoryNeighbourhoodTest extends NeighbourhoodContract {
  @Override
  protected Neighbourhood some() {
    InMemoryNeighbourhood neighbourhood = new InMemoryNeighbourhood();
    neighbourhood.follows(KNOWN, new ItemId("seldom"), 0.25, 4);
    neighbourhood.follows(KNOWN, new ItemId("often"), 0.75, 4);
    return neighbourhood;
  }
}
