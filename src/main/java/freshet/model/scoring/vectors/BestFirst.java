package freshet.model.scoring.vectors;

import freshet.event.ItemId;
import freshet.recommend.CandidateSource.Allowed;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * Items by their logits, the largest first, put in order as they are drawn: the few that lie near
 * the largest, and only when they have run out, the allowed ones of all the rest.
 */
final class BestFirst implements Iterator<ItemId> {
  private final ItemVectors vectors;
  private final float[] logits;
  private final Near near;
  private final Allowed allowed;
  private Queue<Scored> left;
  private boolean last;

  /** Which logits are drawn first; all above one of them are. */
  @FunctionalInterface
  interface Near {
    boolean test(float logit);
  }

  /** In order the largest comes first, equals by id, so that equal states give equal slates. */
  private record Scored(ItemId item, float logit) implements Comparable<Scored> {
    @Override
    public int compareTo(Scored other) {
      int order = Float.compare(other.logit, logit);
      return order != 0 ? order : item.value().compareTo(other.item.value());
    }
  }

  BestFirst(ItemVectors vectors, float[] logits, Near near, Allowed allowed) {
    this.vectors = vectors;
    this.logits = logits;
    this.near = near;
    this.allowed = allowed;
    // Who draws looks each item up anyway; to ask here, too, is worth it for the many only.
    this.left = heap(true, any -> true);
  }

  private Queue<Scored> heap(boolean wanted, Allowed which) {
    List<Scored> scored = new ArrayList<>();
    for (int place = 0; place < logits.length; place++) {
      float logit = logits[place];
      if (near.test(logit) == wanted && !Float.isNaN(logit)) {
        ItemId item = vectors.item(place);
        if (item != null && which.test(item)) {
          scored.add(new Scored(item, logit));
        }
      }
    }
    return new PriorityQueue<>(scored);
  }

  @Override
  public boolean hasNext() {
    if (left.isEmpty() && !last) {
      last = true;
      left = heap(false, allowed);
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
