package freshet.recommend;

import freshet.event.ItemId;
import java.util.Collection;
import java.util.Iterator;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * What a source may propose. In order the best comes first, equals by id, so that equal states give
 * equal slates.
 *
 * @param score above 0
 */
record Proposal(ItemId item, double score) implements Comparable<Proposal> {

  /** The items of proposals, best first. */
  static Iterable<ItemId> bestFirst(Collection<Proposal> proposals) {
    return () -> new BestFirst(proposals);
  }

  @Override
  public int compareTo(Proposal other) {
    int order = Double.compare(other.score, score);
    return order != 0 ? order : item.value().compareTo(other.item.value());
  }

  /** Most are never drawn: a heap gives the best without putting the others in order. */
  private static final class BestFirst implements Iterator<ItemId> {
    private final Queue<Proposal> left;

    BestFirst(Collection<Proposal> proposals) {
      this.left = new PriorityQueue<>(proposals);
    }

    @Override
    public boolean hasNext() {
      return !left.isEmpty();
    }

    @Override
    public ItemId next() {
      return left.remove().item();
    }
  }
}
