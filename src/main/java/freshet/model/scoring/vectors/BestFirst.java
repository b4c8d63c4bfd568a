package freshet.model.scoring.vectors;

import freshet.event.ItemId;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * Items by their logits, the largest first, put in order as they are drawn. They come in rounds:
 * the few that lie near the largest, and only when they have run out, more.
 */
final class BestFirst implements Iterator<ItemId> {
  private final Iterator<Supplier<List<Scored>>> rounds;
  private Queue<Scored> left = new PriorityQueue<>();

  /** In order the largest comes first, equals by id, so that equal states give equal slates. */
  record Scored(ItemId item, float logit) implements Comparable<Scored> {
    @Override
    public int compareTo(Scored other) {
      int order = Float.compare(other.logit, logit);
      return order != 0 ? order : item.value().compareTo(other.item.value());
    }
  }

  /**
   * Nothing is looked for before it is drawn.
   *
   * @param rounds each in no order, and without what came in those before it
   */
  BestFirst(List<Supplier<List<Scored>>> rounds) {
    this.rounds = rounds.iterator();
  }

  @Override
  public boolean hasNext() {
    while (left.isEmpty() && rounds.hasNext()) {
      left = new PriorityQueue<>(rounds.next().get());
    }
    return !left.isEmpty();
  }

  @Override
  public ItemId next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return left.remove().item();
  }
}
