package freshet.model.scoring.vectors;

import freshet.event.ItemId;
import freshet.model.scoring.vectors.Nodes.Node;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Vectors that are found by a graph, for catalogues that take too long to scan. A search looks at
 * some thousands of vectors, however many there are, and may miss one of the best.
 *
 * <p>An item that gets another vector goes to another node; a node without items still shows the
 * way, but is not found any more. When there are too many of those they are taken out, all at once:
 * up to a minute in which a catalogue of a million can be searched but not changed.
 */
final class GraphVectors implements ItemVectors {
  /** Items that are joined to the graph while others wait. */
  private static final int TOGETHER = 1024;

  /** Of so many nodes one may be gone before those that are gone are taken out. */
  private static final int ONE_GONE_OF = 8;

  /** So few that are gone do not matter. */
  private static final int FEW = 256;

  /** What an entry of the map from items to nodes takes, roughly, without the item's name. */
  private static final int ENTRY_BYTES = 48;

  /** What a node takes besides the numbers of its vector and its neighbours, roughly. */
  private static final int NODE_BYTES = 160;

  private final int dimensions;
  private final ConcurrentMap<ItemId, Node> known = new ConcurrentHashMap<>();
  private final Nodes nodes = new Nodes();
  private final ItemGraph graph;

  /** Live nodes by their vectors; only for whoever writes. */
  private final Map<Node, Node> distinct = new HashMap<>();

  /** Held by whoever writes; fair, so that nobody waits for all that another has to write. */
  private final ReentrantLock writing = new ReentrantLock(true);

  /** Nodes of the graph that are gone. */
  private final Deque<Integer> gone = new ArrayDeque<>();

  /** Numbers of nodes that are not in the graph any more. */
  private final Deque<Integer> free = new ArrayDeque<>();

  /** Nodes from this number on are not in the graph, as long as it is not built. */
  private int joined;

  private volatile boolean built;

  /** Length of the longest vector there ever was. */
  private volatile double longest;

  /**
   * Room for vectors.
   *
   * @param dimensions length of each, at least 1
   */
  GraphVectors(int dimensions) {
    this.dimensions = ItemVectors.requireSome(dimensions);
    this.graph = new ItemGraph(nodes, dimensions);
  }

  @Override
  public void put(ItemId item, float[] vector) {
    putAll(Map.of(item, vector));
  }

  @Override
  public void putAll(Map<ItemId, float[]> vectors) {
    writing.lock();
    try {
      List<Node> fresh = new ArrayList<>(vectors.size());
      List<Node> used = new ArrayList<>();
      Map<ItemId, Node> changed = new HashMap<>(2 * vectors.size());
      vectors.forEach(
          (item, vector) -> {
            Node node = Nodes.node(vector);
            // Most of what is said anew of an item leaves its vector as it was.
            if (!node.equals(known.get(item))) {
              Node same = distinct.putIfAbsent(node, node);
              if (same == null) {
                (place(node) ? fresh : used).add(node);
              }
              changed.put(item, same == null ? node : same);
            }
          });
      if (built) {
        // Not together with others, who would meet the number while it is still on its way.
        used.forEach(node -> graph.addAll(List.of(node)));
        graph.addAll(fresh);
      }
      move(changed);
      clean();
    } finally {
      writing.unlock();
    }
  }

  /** Gives a node a number; whether that was nobody's before. */
  private boolean place(Node node) {
    longest = Math.max(longest, node.length());
    Integer number = free.peek();
    // Where all before it have been joined already, nobody would come by it again.
    if (number != null && (built || number >= joined)) {
      free.pop();
      nodes.place(node, number);
      return false;
    }
    nodes.place(node, nodes.count());
    return true;
  }

  /** All come before any goes: a node that one leaves and another comes to is not gone. */
  private void move(Map<ItemId, Node> to) {
    Map<ItemId, Node> before = new HashMap<>(2 * to.size());
    to.forEach(
        (item, node) -> {
          node.add(item);
          Node left = known.put(item, node);
          if (left != null) {
            before.put(item, left);
          }
        });
    before.forEach((item, node) -> leave(node, item));
  }

  private void leave(Node node, ItemId item) {
    node.remove(item);
    if (!node.live()) {
      distinct.remove(node);
      boolean within = built || node.number() < joined;
      (within ? gone : free).push(node.number());
    }
  }

  @Override
  public void remove(ItemId item) {
    writing.lock();
    try {
      Node node = known.remove(item);
      if (node != null) {
        leave(node, item);
        clean();
      }
    } finally {
      writing.unlock();
    }
  }

  private void clean() {
    if (built && gone.size() > Math.max(FEW, nodes.count() / ONE_GONE_OF)) {
      graph.removeAll(gone);
      free.addAll(gone);
      gone.clear();
    }
  }

  /**
   * Builds the graph: a third to half a millisecond of one processor for each item, more as they
   * become many, by half of the processors. A million items take minutes.
   */
  @Override
  public void settle() {
    while (joinSome()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException(
            "the items of a model were not all joined: Freshet is stopping");
      }
    }
  }

  /** Whether there are more to join. */
  private boolean joinSome() {
    writing.lock();
    try {
      if (built) {
        return false;
      }
      List<Node> some = new ArrayList<>(TOGETHER);
      int end = Math.min(nodes.count(), joined + TOGETHER);
      for (; joined < end; joined++) {
        Node node = nodes.get(joined);
        if (node.live()) {
          some.add(node);
        }
      }
      graph.addAll(some);
      built = joined == nodes.count();
      clean();
      return !built;
    } finally {
      writing.unlock();
    }
  }

  @Override
  public boolean copy(ItemId item, float[] into, int offset) {
    Node node = known.get(item);
    if (node == null) {
      return false;
    }
    for (int i = 0; i < dimensions; i++) {
      into[offset + i] = node.vector().get(i);
    }
    return true;
  }

  @Override
  public Beliefs beliefs(float[] user) {
    return new GraphBeliefs(this, Nodes.vector(user));
  }

  /** The logit of an item, if it has a vector. */
  Optional<Float> logit(ItemId item, VectorFloat<?> query) {
    return Optional.ofNullable(known.get(item)).map(node -> node.product(query));
  }

  /**
   * The nodes with the largest products, nearly always, best first.
   *
   * @param most how many
   */
  List<Node> nearest(VectorFloat<?> query, int most) {
    if (built) {
      return graph.nearest(query, longest, most);
    }
    return all()
        .sorted(Comparator.<Node>comparingDouble(node -> node.product(query)).reversed())
        .limit(most)
        .toList();
  }

  /** All nodes that any item has. */
  Stream<Node> all() {
    return IntStream.range(0, nodes.count()).mapToObj(nodes::get).filter(Node::live);
  }

  /**
   * Some nodes, live or not.
   *
   * @param shares of all nodes those that lie before each are, 0 to below 1
   */
  Sample sample(double[] shares) {
    int count = nodes.count();
    DoubleStream places = count == 0 ? DoubleStream.empty() : Arrays.stream(shares);
    return new Sample(places.mapToObj(share -> nodes.get((int) (share * count))).toList(), count);
  }

  /**
   * A sample of nodes.
   *
   * @param of how many it was drawn from
   */
  record Sample(List<Node> nodes, int of) {}

  @Override
  public int dimensions() {
    return dimensions;
  }

  @Override
  public int size() {
    return known.size();
  }

  @Override
  public long bytes() {
    long node = NODE_BYTES + (long) dimensions * Float.BYTES;
    return (long) size() * ENTRY_BYTES + nodes.count() * node + graph.bytes();
  }
}
