package freshet.model.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import freshet.model.engine.TorchModule;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** One step of the optimiser: a batch, its loss, and the parameters that move. */
final class Step implements AutoCloseable {
  /** Items whose vectors are made at once. */
  private static final int TOGETHER = 20_000;

  private static final String IDS = "ids";

  private final TorchModule module;
  private final TrainingSettings settings;
  private final Content content;
  private final boolean[] against;
  private final Sampler sampler;
  private final Tracker rate;
  private final Optimizer optimizer;
  private final Map<String, NDArray> parameters;
  private final LazyRows ids;
  private final Averaged averaged;
  private int count;

  /**
   * @param counts how often each item is a target, the first for item 1
   * @param against whether a type of interaction, counted from 1, speaks against the item
   */
  Step(
      TorchModule module,
      TrainingSettings settings,
      Content content,
      boolean[] against,
      long[] counts,
      Tracker rate) {
    this.module = module;
    this.settings = settings;
    this.content = content;
    this.against = against.clone();
    this.sampler = new Sampler(counts, settings.whole());
    this.rate = rate;
    this.optimizer =
        Optimizer.adamW()
            .optLearningRateTracker(rate)
            .optBeta2(0.98f)
            .optWeightDecays((float) settings.decay())
            .build();
    this.parameters = new LinkedHashMap<>(module.parameters());
    this.ids = sampler.whole() ? null : new LazyRows(parameters.remove(IDS));
    this.averaged = new Averaged(parameters.values(), module.manager());
  }

  /**
   * Learns from a batch.
   *
   * @return its loss, nats per interaction
   */
  double learn(Batch batch, SplittableRandom random) {
    Sample sample = sampler.of(batch, random);
    count++;
    // What is read of a large table must outlive the scope: it moves with the other parameters.
    try (NDManager manager = module.manager().newSubManager()) {
      NDArray rows = manager.create(sample.items());
      NDArray read = ids == null ? null : ids.read(rows);
      double loss = differentiate(manager, batch, sample, read, random);
      parameters.forEach(this::move);
      averaged.follow();
      if (ids != null) {
        ids.update(rows, read, rate.getNewValue(count), settings.decay(), count);
      }
      return loss;
    }
  }

  /** Outside of the scope of what is differentiated: what the optimiser keeps must outlive it. */
  private void move(String name, NDArray parameter) {
    try (NDArray gradient = parameter.getGradient()) {
      if (gradient != null) {
        optimizer.update(name, parameter, gradient);
      }
    }
  }

  private double differentiate(
      NDManager manager, Batch batch, Sample sample, NDArray read, SplittableRandom random) {
    try (NDScope scope = new NDScope();
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      scope.suppressNotUsedWarning();
      NDArray items = items(manager, sample, read, random);
      Shape shape = new Shape(batch.rows(), batch.length());
      NDArray nothing = manager.zeros(new Shape(1, items.getShape().get(1)));
      NDArray states =
          module.call(
              "states",
              CrossEntropy.rows(nothing.concat(items, 0), manager.create(sample.inputs(), shape)),
              manager.create(batch.types(), shape),
              manager.create(batch.ages(), shape));
      NDArray flat = states.reshape(-1, states.getShape().get(2));
      CrossEntropy.Loss loss =
          CrossEntropy.of(
              CrossEntropy.rows(flat, manager.create(batch.places())),
              items,
              manager.create(sample.targets()),
              manager.create(weights(batch)),
              corrections(manager, sample));
      collector.backward(loss.surrogate());
      return loss.loss();
    }
  }

  /**
   * Vectors of the items that are compared. Some are without their id, so that their content learns
   * to stand for them.
   */
  private NDArray items(NDManager manager, Sample sample, NDArray read, SplittableRandom random) {
    long[] kept = new long[sample.items().length];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = random.nextDouble() < settings.withoutId() ? 0 : 1;
    }
    NDArray features = content.of(manager, sample.items());
    if (read == null) {
      Arrays.setAll(kept, place -> kept[place] * sample.items()[place]);
      return module.call("items", manager.create(kept), features);
    }
    float[] mask = new float[kept.length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = kept[i];
    }
    return module.call("compose", read.mul(manager.create(mask).reshape(-1, 1)), features);
  }

  private static NDArray corrections(NDManager manager, Sample sample) {
    return sample.logChances().length == 0
        ? manager.zeros(new Shape(1))
        : manager.create(sample.logChances()).neg();
  }

  private float[] weights(Batch batch) {
    float[] weights = new float[batch.targets().length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = against[batch.targetTypes()[i]] ? (float) settings.against() : 1;
    }
    return weights;
  }

  /** Vectors of all items, as they would serve; they belong to the manager. */
  NDArray vectors(NDManager manager) {
    NDList parts = new NDList();
    for (int from = 0; from < content.items(); from += TOGETHER) {
      long[] numbers = new long[Math.min(TOGETHER, content.items() - from)];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = from + i + 1L;
      }
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        NDArray part =
            module
                .call("items", manager.create(numbers), content.of(manager, numbers))
                .stopGradient();
        NDScope.unregister(part);
        parts.add(part);
      }
    }
    return NDArrays.concat(parts, 0);
  }

  /**
   * Puts averages over the latest steps in the place of the parameters, or the parameters back; of
   * a large table, most rows of which stand still, there are none.
   */
  void swapAverages() {
    averaged.swap();
  }

  @Override
  public void close() {
    averaged.close();
    if (ids != null) {
      ids.close();
    }
  }
}
