package freshet.model.scoring.vectors;

import freshet.model.scoring.vectors.Nodes.Node;
import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.SearchResult.NodeScore;
import io.github.jbellis.jvector.graph.similarity.BuildScoreProvider;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.graph.similarity.ScoreFunction.ExactScoreFunction;
import io.github.jbellis.jvector.graph.similarity.SearchScoreProvider;
import io.github.jbellis.jvector.vector.VectorUtil;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A graph in which each node is joined to some that are near it, in all directions, so that a walk
 * from neighbour to neighbour comes to the nearest of any vector after a few hundred steps:
 * JVector's DiskANN (Subramanya et al., NeurIPS 2019) with the layers of HNSW above it (Malkov and
 * Yashunin 2018).
 *
 * <p>Any number of threads may search while one at a time adds and removes. JVector's {@code
 * cleanup} is never called: it freezes a graph, and a frozen one must not change while it is
 * searched.
 */
final class ItemGraph {
  /** To how many others a node is joined at most. */
  private static final int DEGREE = 32;

  /** Among how many of the nearest that are found a new node's neighbours are chosen. */
  private static final int CHOICE = 100;

  /** By what factor a node may have too many neighbours until there is a reason to drop some. */
  private static final float OVERFLOW = 1.2f;

  /** How much longer a way round may be before a direct join is worth it. */
  private static final float ROUND = 1.2f;

  /** So few are added one after another. */
  private static final int FEW = 32;

  /** Half of the processors: the others answer meanwhile. */
  private static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  /**
   * Threads that build, for all graphs. They stay: JVector keeps what it works with per thread, for
   * as long as the graph lives.
   */
  private static final ForkJoinPool BUILDERS =
      new ForkJoinPool(
          THREADS,
          ForkJoinPool.defaultForkJoinWorkerThreadFactory,
          null,
          false,
          THREADS,
          THREADS,
          1,
          null,
          Integer.MAX_VALUE,
          TimeUnit.DAYS);

  /**
   * Told at the start what the Java version could be for the sake of speed; held, or it is lost.
   */
  private static final Logger ADVICE =
      Logger.getLogger("io.github.jbellis.jvector.vector.VectorizationProvider");

  static {
    ADVICE.setLevel(Level.SEVERE);
  }

  private final Nodes nodes;
  private final BuildScoreProvider likeness = new Likeness();
  private final GraphIndexBuilder builder;

  /** The largest likeness of the nodes that came first; 0 before. */
  private volatile float unit;

  /** A searcher is for one thread at a time, and large. */
  private final BlockingQueue<GraphSearcher> searchers =
      new ArrayBlockingQueue<>(Runtime.getRuntime().availableProcessors());

  /** Without nodes. */
  // What is to be used instead starts a pool of its own, and asks JMX whether there are layers.
  @SuppressWarnings("deprecation")
  ItemGraph(Nodes nodes, int dimensions) {
    this.nodes = nodes;
    this.builder =
        new GraphIndexBuilder(
            likeness, dimensions, DEGREE, CHOICE, OVERFLOW, ROUND, true, false, BUILDERS, BUILDERS);
  }

  /**
   * What decides which nodes are joined: the dot product, which is what is searched for, of vectors
   * whose lengths have been brought closer together, see {@link Node#likeness}.
   */
  private final class Likeness implements BuildScoreProvider {
    @Override
    public boolean isExact() {
      return true;
    }

    @Override
    public SearchScoreProvider searchProviderFor(int number) {
      Node from = nodes.get(number);
      float scale = unit == 0 ? 1 : unit;
      // From 0 to 1, as JVector wants it, or little more.
      ExactScoreFunction score = to -> Math.max(0, (1 + from.likeness(nodes.get(to)) / scale) / 2);
      return new DefaultSearchScoreProvider(score);
    }

    @Override
    public SearchScoreProvider diversityProviderFor(int number) {
      return searchProviderFor(number);
    }

    @Override
    public SearchScoreProvider searchProviderFor(VectorFloat<?> vector) {
      throw new UnsupportedOperationException("a graph is built of nodes");
    }

    @Override
    public VectorFloat<?> approximateCentroid() {
      throw new UnsupportedOperationException("a graph of several levels has no centre");
    }
  }

  /** Joins nodes to those that are near; they can be found from then on. */
  void addAll(List<Node> added) {
    if (unit == 0) {
      double largest = added.stream().mapToDouble(node -> node.likeness(node)).max().orElse(0);
      unit = (float) largest;
    }
    // The first of all has nothing to be joined to, and all others something.
    int alone = added.size() <= FEW ? added.size() : 1;
    added.subList(0, alone).forEach(this::add);
    List<Node> together = added.subList(alone, added.size());
    if (!together.isEmpty()) {
      BUILDERS.submit(() -> together.parallelStream().forEach(this::add)).join();
    }
  }

  private void add(Node node) {
    long unused = builder.addGraphNode(node.number(), likeness.searchProviderFor(node.number()));
  }

  /**
   * Takes nodes out and joins their neighbours to each other. It takes less time the more there are
   * at once.
   */
  void removeAll(Collection<Integer> numbers) {
    numbers.forEach(builder::markNodeDeleted);
    long unused = builder.removeDeletedNodes();
  }

  /**
   * The live nodes whose vectors have the largest dot products with a query, nearly always.
   *
   * @param longest no vector is longer
   * @param most how many; the more, the surer it is that none of the best is missed
   * @return best first
   */
  List<Node> nearest(VectorFloat<?> query, double longest, int most) {
    // A search takes what is below 0 for nothing found.
    float lift = (float) (longest * Math.sqrt(VectorUtil.dotProduct(query, query)));
    ExactScoreFunction score = number -> lift + nodes.get(number).product(query);
    GraphSearcher free = searchers.poll();
    GraphSearcher searcher = free != null ? free : new GraphSearcher(builder.getGraph());
    // It sees what was there when its view was made.
    searcher.setView(builder.getGraph().getView());
    NodeScore[] found =
        searcher
            .search(new DefaultSearchScoreProvider(score), most, number -> nodes.get(number).live())
            .getNodes();
    boolean unused = searchers.offer(searcher);
    return Arrays.stream(found).map(one -> nodes.get(one.node)).toList();
  }

  /** What it takes on the heap, without the vectors. */
  long bytes() {
    return builder.ramBytesUsed();
  }
}
