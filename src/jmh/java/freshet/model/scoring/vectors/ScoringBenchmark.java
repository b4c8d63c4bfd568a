package freshet.model.scoring.vectors;

import freshet.event.ItemId;
import java.util.Iterator;
import java.util.Random;
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

/** What it costs to look at every item for one user, and to draw the first fifty. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ScoringBenchmark {
  private static final int DRAWN = 50;

  @Param({"10000", "100000"})
  private int items;

  @Param("64")
  private int dimensions;

  private ItemVectors vectors;
  private float[] user;

  @Setup
  public void fill() {
    Random random = new Random(1);
    vectors = new ItemVectors(dimensions);
    for (int i = 0; i < items; i++) {
      vectors.put(new ItemId("item-" + i), vector(random, 0.4));
    }
    user = vector(random, 1);
  }

  private float[] vector(Random random, double spread) {
    float[] vector = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      vector[i] = (float) (random.nextGaussian() * spread);
    }
    return vector;
  }

  /** Logits of all items and their normaliser. */
  @Benchmark
  public Object scan() {
    return vectors.beliefs(user);
  }

  /** The same, and the first fifty candidates. */
  @Benchmark
  public Object candidates() {
    Iterator<ItemId> best = vectors.beliefs(user).bestFirst(any -> true);
    ItemId last = null;
    for (int i = 0; i < DRAWN; i++) {
      last = best.next();
    }
    return last;
  }
}
