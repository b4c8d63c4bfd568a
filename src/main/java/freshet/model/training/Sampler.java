package freshet.model.training;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Chooses which items a step compares: all of them while they are few. */
final class Sampler {
  /** Items drawn besides those of the batch, where not all are compared. */
  private static final int DRAWN = 8_192;

  private final int items;
  private final int most;
  private final double[] shares;
  private final int[] placeOf;

  /**
   * A sampler for one catalogue.
   *
   * @param counts how often each item is a target, the first for item 1
   * @param most items up to which all are compared
   */
  Sampler(long[] counts, int most) {
    this.items = counts.length;
    this.most = most;
    double sum = Math.max(1, Arrays.stream(counts).sum());
    this.shares = Arrays.stream(counts).mapToDouble(count -> count / sum).toArray();
    this.placeOf = new int[items + 1];
  }

  /** Whether all items are compared. */
  boolean whole() {
    return items <= most;
  }

  /**
   * What a step compares: where the catalogue is large, the items of the batch and others drawn
   * evenly (mixed negative sampling, Yang et al. 2020). Each score is to be corrected by the chance
   * that its item is there (Bengio and Senécal 2008): then the sum over the sample stands for the
   * sum over all.
   */
  Sample of(Batch batch, SplittableRandom random) {
    return whole() ? all(batch) : drawn(batch, random);
  }

  private Sample all(Batch batch) {
    long[] all = new long[items];
    Arrays.setAll(all, place -> place + 1L);
    long[] targets = Arrays.stream(batch.targets()).map(item -> item - 1).toArray();
    return new Sample(all, batch.items(), targets, new float[0]);
  }

  private Sample drawn(Batch batch, SplittableRandom random) {
    long[] sample = new long[batch.items().length + batch.targets().length + DRAWN];
    int size = 0;
    for (long item : batch.items()) {
      size = add(sample, size, item);
    }
    for (long item : batch.targets()) {
      size = add(sample, size, item);
    }
    for (int i = 0; i < DRAWN; i++) {
      size = add(sample, size, 1 + random.nextInt(items));
    }
    long[] inputs = Arrays.stream(batch.items()).map(item -> placeOf[(int) item]).toArray();
    long[] targets = Arrays.stream(batch.targets()).map(item -> placeOf[(int) item] - 1L).toArray();
    long[] chosen = Arrays.copyOf(sample, size);
    float[] logChances = new float[size];
    // An item comes with the batch, about twice for each target (it is read there, too), or drawn.
    double missedByDraw = DRAWN * Math.log1p(-1.0 / items);
    for (int place = 0; place < size; place++) {
      int item = (int) chosen[place];
      double missed = batch.targets().length * Math.log1p(-Math.min(0.5, shares[item - 1]));
      logChances[place] = (float) Math.log(-Math.expm1(missed + missedByDraw));
      placeOf[item] = 0;
    }
    return new Sample(chosen, inputs, targets, logChances);
  }

  private int add(long[] sample, int size, long item) {
    if (item == 0 || placeOf[(int) item] > 0) {
      return size;
    }
    sample[size] = item;
    placeOf[(int) item] = size + 1;
    return size + 1;
  }
}
