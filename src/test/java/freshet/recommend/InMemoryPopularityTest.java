package freshet.recommend;

import freshet.event.ItemId;
import freshet.recommend.memory.InMemoryPopularity;
import java.util.Optional;

class InMemoryPopularityTest extends PopularityContract {
  @Override
  protected Popularity empty() {
    return new InMemoryPopularity();
  }

  @Override
  protected Popularity some() {
    InMemoryPopularity popularity = new InMemoryPopularity();
    popularity.add(GAME, new ItemId("often"), 0.5);
    popularity.add(GAME, new ItemId("seldom"), 0.1);
    popularity.add(Optional.empty(), new ItemId("unknown"), 0.4);
    return popularity;
  }
}
