package freshet.model.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.training.tracker.WarmUpTracker;
import freshet.model.engine.TorchModule;
import freshet.model.training.TrainingListener.EpochResult;
import freshet.model.training.Windows.Epoch;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Teaches a module to foresee each user's next interaction from those before it (Kang and McAuley
 * 2018), with the cross-entropy over all items that Klenitskiy and Vasilev (2023) found to matter
 * more than anything else.
 */
public final class Trainer {
  private static final double LAST_RATE = 0.02;

  private final TrainingSettings settings;
  private final Content content;
  private final boolean[] against;

  /**
   * A trainer for one catalogue.
   *
   * @param against whether a type of interaction, counted from 1, speaks against the item
   */
  public Trainer(TrainingSettings settings, Content content, boolean[] against) {
    this.settings = settings;
    this.content = content;
    this.against = against.clone();
  }

  /**
   * Trains until it gets no better, the last epoch is done, or it is told to stop.
   *
   * @param stop asked after each step
   * @param onBest called with the module after each epoch that no epoch before was better than
   */
  public void train(
      TorchModule module,
      Examples examples,
      BooleanSupplier stop,
      Consumer<TorchModule> onBest,
      TrainingListener listener) {
    SplittableRandom random = new SplittableRandom(settings.seed());
    Windows windows =
        new Windows(
            examples.sequences(),
            examples.learned(),
            examples.history(),
            settings.batch(),
            examples.timed());
    HeldOut heldOut =
        new HeldOut(examples.sequences(), examples.heldOut(), examples.history(), examples.timed());
    Map<String, NDArray> parameters = module.parameters();
    Optimizer optimizer = null;
    double best = -1;
    int worse = 0;
    for (int number = 1; number <= settings.epochs() && !stop.getAsBoolean(); number++) {
      Epoch epoch = windows.epoch(random.split());
      if (optimizer == null) {
        optimizer = optimizer(epoch.batches() * settings.epochs());
      }
      module.dropout(true);
      double loss = 0;
      for (int done = 0; epoch.each().hasNext() && !stop.getAsBoolean(); ) {
        loss += step(module, epoch.each().next(), random);
        for (Map.Entry<String, NDArray> one : parameters.entrySet()) {
          update(optimizer, one.getKey(), one.getValue());
        }
        done++;
        listener.step(number, (double) done / epoch.batches(), loss / done);
      }
      if (stop.getAsBoolean()) {
        return;
      }
      module.dropout(false);
      Foresight foresight = measure(module, heldOut);
      boolean better = foresight.ndcg() > best;
      listener.epoch(new EpochResult(number, loss / epoch.batches(), foresight, better));
      if (better) {
        best = foresight.ndcg();
        worse = 0;
        onBest.accept(module);
      } else if (++worse >= settings.patience()) {
        return;
      }
    }
  }

  private Optimizer optimizer(int steps) {
    Tracker cosine =
        Tracker.cosine()
            .setBaseValue((float) settings.rate())
            .optFinalValue((float) (settings.rate() * LAST_RATE))
            .setMaxUpdates(Math.max(1, steps - settings.warmUp()))
            .build();
    Tracker rate =
        Tracker.warmUp()
            .setMainTracker(cosine)
            .optWarmUpBeginValue(0)
            .optWarmUpSteps(Math.min(settings.warmUp(), Math.max(1, steps / 10)))
            .optWarmUpMode(WarmUpTracker.Mode.LINEAR)
            .build();
    return Optimizer.adamW()
        .optLearningRateTracker(rate)
        .optBeta2(0.98f)
        .optWeightDecays((float) settings.decay())
        .build();
  }

  /** Outside of the scope of a step: what the optimiser keeps must outlive it. */
  private static void update(Optimizer optimizer, String name, NDArray parameter) {
    try (NDArray gradient = parameter.getGradient()) {
      if (gradient != null) {
        optimizer.update(name, parameter, gradient);
      }
    }
  }

  private double step(TorchModule module, Batch batch, SplittableRandom random) {
    try (NDManager manager = module.manager().newSubManager();
        NDScope scope = new NDScope();
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      scope.suppressNotUsedWarning();
      Shape shape = new Shape(batch.rows(), batch.length());
      NDArray items = module.call("items", ids(manager, random), features(manager));
      NDArray none = manager.zeros(new Shape(1, items.getShape().get(1)));
      NDArray states =
          module.call(
              "states",
              FullSoftmax.rows(none.concat(items, 0), manager.create(batch.items(), shape)),
              manager.create(batch.types(), shape),
              manager.create(batch.ages(), shape));
      NDArray flat = states.reshape(-1, states.getShape().get(2));
      NDArray places = FullSoftmax.rows(flat, manager.create(batch.places()));
      long[] targets = batch.targets();
      long[] rows = new long[targets.length];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = targets[i] - 1;
      }
      FullSoftmax.Loss loss =
          FullSoftmax.of(places, items, manager.create(rows), manager.create(weights(batch)));
      collector.backward(loss.surrogate());
      return loss.loss();
    }
  }

  private float[] weights(Batch batch) {
    float[] weights = new float[batch.targets().length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = against[batch.targetTypes()[i]] ? (float) settings.against() : 1;
    }
    return weights;
  }

  /** Some items are without their id, so that their content learns to stand for them. */
  private NDArray ids(NDManager manager, SplittableRandom random) {
    long[] ids = new long[content.items()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = random.nextDouble() < settings.withoutId() ? 0 : i + 1L;
    }
    return manager.create(ids);
  }

  private NDArray features(NDManager manager) {
    return manager.create(content.features(), new Shape(content.items(), content.words()));
  }

  private Foresight measure(TorchModule module, HeldOut heldOut) {
    try (NDManager manager = module.manager().newSubManager();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      long[] ids = new long[content.items()];
      for (int i = 0; i < ids.length; i++) {
        ids[i] = i + 1L;
      }
      NDArray items = module.call("items", manager.create(ids), features(manager));
      return heldOut.measure(module, items.stopGradient());
    }
  }
}
