package freshet.model.scoring.vectors;

import freshet.event.ItemId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Vectors of users and items as benchmarks need them, always the same. */
public enum MadeVectors {
  /** Without any order: nothing leads to the nearest but chance, which is as hard as it can be. */
  GAUSSIAN {
    @Override
    float[] next(SplittableRandom random) {
      float[] vector = new float[DIMENSIONS];
      for (int i = 0; i < DIMENSIONS; i++) {
        vector[i] = (float) (random.nextGaussian() / 2);
      }
      return vector;
    }
  },

  /** As vectors lie that were learned: in a thousand groups, and what is popular farther out. */
  CLUSTERED {
    @Override
    float[] next(SplittableRandom random) {
      SplittableRandom group = new SplittableRandom(random.nextInt(1000));
      double length = Math.exp(0.3 * random.nextGaussian());
      float[] vector = new float[DIMENSIONS];
      for (int i = 0; i < DIMENSIONS; i++) {
        double centre = 0.4 * group.nextGaussian();
        vector[i] = (float) (length * (centre + 0.3 * random.nextGaussian()));
      }
      return vector;
    }
  };

  /** As long as those of a model that is trained without further settings. */
  static final int DIMENSIONS = 64;

  private static final int TOGETHER = 1024;

  /** Another one; products of two spread as logits of a trained model do, by two or more. */
  abstract float[] next(SplittableRandom random);

  /** Gives items vectors; they have settled then. */
  void fill(ItemVectors vectors, int items) {
    SplittableRandom random = new SplittableRandom(1);
    Map<ItemId, float[]> some = new LinkedHashMap<>();
    for (int i = 0; i < items; i++) {
      some.put(new ItemId("item-" + i), next(random));
      if (some.size() == TOGETHER || i == items - 1) {
        vectors.putAll(some);
        some.clear();
      }
    }
    vectors.settle();
  }

  /** Vectors of users. */
  float[][] users(int count) {
    SplittableRandom random = new SplittableRandom(2);
    float[][] users = new float[count][];
    for (int i = 0; i < count; i++) {
      users[i] = next(random);
    }
    return users;
  }
}
