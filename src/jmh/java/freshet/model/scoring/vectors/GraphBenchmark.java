package freshet.model.scoring.vectors;

import freshet.event.ItemId;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to find the items nearest to a user's vector by a graph, 64 numbers each; {@link
 * NearestBenchmark} is the same for all items looked at. Filling it takes a minute for every
 * 100,000 items.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx4g")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class GraphBenchmark {
  private static final int USERS = 64;

  /** What a slate of ten draws. */
  private static final int DRAWN = 60;

  /** Try 1000000, too. */
  @Param("100000")
  private int items;

  @Param({"GAUSSIAN", "CLUSTERED"})
  private MadeVectors made;

  private final ItemVectors vectors = ItemVectors.roomFor(MadeVectors.DIMENSIONS, 1, 0);
  private float[][] users;
  private int turn;

  @Setup
  public void fill() {
    made.fill(vectors, items);
    users = made.users(USERS);
  }

  /** The search and the estimate of the softmax. */
  @Benchmark
  public Beliefs beliefs() {
    turn = (turn + 1) % USERS;
    return vectors.beliefs(users[turn]);
  }

  /** The same, and the best of them in order. */
  @Benchmark
  public double best() {
    Beliefs beliefs = beliefs();
    Iterator<ItemId> best = beliefs.bestFirst(any -> true);
    double sum = 0;
    for (int i = 0; i < DRAWN; i++) {
      sum += beliefs.of(best.next());
    }
    return sum;
  }
}
