package freshet.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import freshet.model.engine.TorchModule;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CrossEntropyTest {
  private static final int PLACES = 300;
  private static final int ITEMS = 17;
  private static final int WIDTH = 5;

  @BeforeAll
  static void startTheEngine() {
    TorchModule.seed(1);
    JniUtils.setGradMode(true);
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Gradients(double loss, float[] states, float[] items) {}

  @Test
  void its_gradient_is_that_of_the_plain_cross_entropy() {
    Gradients plain = gradients(false, false);
    Gradients parts = gradients(true, false);

    assertThat(parts.loss()).isCloseTo(plain.loss(), within(1e-5));
    assertThat(parts.states()).usingComparatorWithPrecision(1e-6f).containsExactly(plain.states());
    assertThat(parts.items()).usingComparatorWithPrecision(1e-6f).containsExactly(plain.items());
  }

  @Test
  void a_place_that_speaks_against_its_target_makes_it_less_likely() {
    Gradients plain = gradients(false, true);
    Gradients parts = gradients(true, true);

    assertThat(parts.loss()).isCloseTo(plain.loss(), within(1e-5));
    assertThat(parts.states()).usingComparatorWithPrecision(1e-6f).containsExactly(plain.states());
    assertThat(parts.items()).usingComparatorWithPrecision(1e-6f).containsExactly(plain.items());
  }

  /**
   * @param against whether every third place speaks against its target
   */
  private static Gradients gradients(boolean inParts, boolean against) {
    SplittableRandom random = new SplittableRandom(3);
    try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
      NDArray states = drawn(manager, random, PLACES, WIDTH);
      NDArray items = drawn(manager, random, ITEMS, WIDTH);
      long[] targets = random.longs(PLACES, 0, ITEMS).toArray();
      float[] weights = new float[PLACES];
      for (int i = 0; i < PLACES; i++) {
        weights[i] = (0.5f + i % 3) * (against && i % 3 == 1 ? -1 : 1);
      }
      float[] corrections = new float[ITEMS];
      for (int i = 0; i < ITEMS; i++) {
        corrections[i] = i % 5 - 2;
      }
      states.setRequiresGradient(true);
      items.setRequiresGradient(true);
      try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
        double loss;
        if (inParts) {
          CrossEntropy.Loss made =
              CrossEntropy.of(
                  states,
                  items,
                  manager.create(targets),
                  manager.create(weights),
                  manager.create(corrections));
          loss = made.loss();
          collector.backward(made.surrogate());
        } else {
          NDArray wanted = manager.create(targets).reshape(-1, 1);
          NDArray said =
              states
                  .matMul(items.transpose())
                  .add(manager.create(corrections))
                  .logSoftmax(1)
                  .gather(wanted, 1);
          NDArray weighed = manager.create(weights);
          NDArray towards = said.reshape(-1).mul(weighed.maximum(0));
          NDArray doubt = said.reshape(-1).exp().neg().add(1).maximum(0.05f);
          NDArray away = doubt.log().mul(weighed.minimum(0));
          NDArray made = away.sub(towards).sum().div(weighed.abs().sum());
          loss = made.getFloat();
          collector.backward(made);
        }
        return new Gradients(
            loss, states.getGradient().toFloatArray(), items.getGradient().toFloatArray());
      }
    }
  }

  private static NDArray drawn(NDManager manager, SplittableRandom random, int rows, int width) {
    float[] values = new float[rows * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return manager.create(values, new Shape(rows, width));
  }
}
