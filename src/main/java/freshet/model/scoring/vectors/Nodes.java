package freshet.model.scoring.vectors;

import freshet.event.ItemId;
import io.github.jbellis.jvector.vector.VectorUtil;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;

/**
 * The vectors of a graph by the numbers of their nodes, from 0 on.
 *
 * <p>One thread at a time writes. A node that is gone stays until its number is given to another:
 * whoever is searching may still come by.
 */
final class Nodes {
  private static final int AT_FIRST = 1024;

  /** Written after what is in it: whoever has learned of a number finds its node. */
  private volatile Node[] all = new Node[AT_FIRST];

  private volatile int count;

  /**
   * A vector and the items that have it. There may be many: all that nobody has touched yet and
   * that are described by the same words. Had each a node, they would be joined to each other
   * alone, and who came there would not find the way on.
   */
  static final class Node {
    private final VectorFloat<?> vector;
    private final float length;
    private final float shortening;
    private final int hash;
    private int number = -1;
    private volatile Set<ItemId> items = Set.of();
    private volatile int count;

    private Node(VectorFloat<?> vector) {
      this.vector = vector;
      this.length = (float) Math.sqrt(VectorUtil.dotProduct(vector, vector));
      this.shortening = length == 0 ? 0 : (float) Math.pow(length, -0.5);
      int mixed = 1;
      for (int i = 0; i < vector.length(); i++) {
        mixed = 31 * mixed + Float.hashCode(vector.get(i));
      }
      this.hash = mixed;
    }

    /** From 0; below 0 until it is placed. */
    int number() {
      return number;
    }

    VectorFloat<?> vector() {
      return vector;
    }

    /** By their ids; others may come and go meanwhile. */
    Set<ItemId> items() {
      return items;
    }

    int count() {
      return count;
    }

    /** Whether any item has this vector now. */
    boolean live() {
      return count > 0;
    }

    /** By one thread at a time; one that is not there yet. */
    void add(ItemId item) {
      int before = count;
      if (before == 0) {
        items = Set.of(item);
      } else if (before == 1) {
        Set<ItemId> both = new ConcurrentSkipListSet<>(Comparator.comparing(ItemId::value));
        both.addAll(items);
        both.add(item);
        items = both;
      } else {
        items.add(item);
      }
      count = before + 1;
    }

    /** By one thread at a time; one that is there. */
    void remove(ItemId item) {
      int before = count;
      if (before == 1) {
        items = Set.of();
      } else if (before == 2) {
        items =
            items.stream().filter(one -> !one.equals(item)).collect(Collectors.toUnmodifiableSet());
      } else {
        items.remove(item);
      }
      count = before - 1;
    }

    float product(VectorFloat<?> query) {
      return VectorUtil.dotProduct(query, vector);
    }

    float length() {
      return length;
    }

    /**
     * The dot product with another vector after the length of each has become its square root. Were
     * the lengths left as they are, all ways would lead over the few longest, and when those go, so
     * do the ways; were all made equally long, there would be no way towards the long ones, which
     * have the largest products.
     */
    float likeness(Node other) {
      return product(other.vector) * shortening * other.shortening;
    }

    /** Nodes are equal whose vectors are. */
    @Override
    public boolean equals(Object other) {
      if (!(other instanceof Node node) || node.hash != hash) {
        return false;
      }
      for (int i = 0; i < vector.length(); i++) {
        if (Float.compare(vector.get(i), node.vector.get(i)) != 0) {
          return false;
        }
      }
      return true;
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /** A copy of numbers, as what computes with them wants them. */
  static VectorFloat<?> vector(float[] numbers) {
    return VectorizationProvider.getInstance()
        .getVectorTypeSupport()
        .createFloatVector(numbers.clone());
  }

  /** A node that is nowhere yet. */
  static Node node(float[] numbers) {
    return new Node(vector(numbers));
  }

  /**
   * Gives a node its number.
   *
   * @param number one that is used or was, or {@link #count} for the next
   */
  void place(Node node, int number) {
    Node[] now = all;
    if (number == now.length) {
      now = Arrays.copyOf(now, number + number / 2);
    }
    node.number = number;
    now[number] = node;
    all = now;
    count = Math.max(count, number + 1);
  }

  /**
   * A node.
   *
   * @param number below {@link #count}
   */
  Node get(int number) {
    return all[number];
  }

  /** How many numbers are used or were. */
  int count() {
    return count;
  }
}
