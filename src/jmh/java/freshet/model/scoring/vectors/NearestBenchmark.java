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

/** What a user's vector costs to compare with those of a whole catalogue, 64 numbers each. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class NearestBenchmark {
  private static final int USERS = 64;

  /** What a slate of ten draws. */
  private static final int DRAWN = 60;

  @Param({"10000", "100000", "1000000"})
  private int items;

  private final ItemVectors vectors = ItemVectors.roomFor(MadeVectors.DIMENSIONS, 1, 1);
  private final float[][] users = MadeVectors.GAUSSIAN.users(USERS);
  private int turn;

  @Setup
  public void fill() {
    MadeVectors.GAUSSIAN.fill(vectors, items);
  }

  /** The dot products and their softmax. */
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
