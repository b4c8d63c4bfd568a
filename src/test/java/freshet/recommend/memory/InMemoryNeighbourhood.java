package freshet.recommend.memory;

import freshet.event.ItemId;
import freshet.recommend.Neighbourhood;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows of neighbours that a test wrote down. */
public final class InMemoryNeighbourhood implements Neighbourhood {
  private final Map<ItemId, Neighbours> rows = new HashMap<>();

  /** Says with how much evidence and how often one item follows on another. */
  public void follows(ItemId item, ItemId successor, double probability, double support) {
    List<Neighbour> neighbours = new ArrayList<>(of(item).neighbours());
    neighbours.removeIf(known -> known.item().equals(successor));
    neighbours.add(new Neighbour(successor, probability));
    neighbours.sort(
        Comparator.comparingDouble(Neighbour::probability)
            .reversed()
            .thenComparing(known -> known.item().value()));
    rows.put(item, new Neighbours(support, List.copyOf(neighbours)));
  }

  @Override
  public Neighbours of(ItemId item) {
    return rows.getOrDefault(item, Neighbours.NONE);
  }
}
