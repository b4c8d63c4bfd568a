package freshet.model.training;

import ai.djl.ndarray.NDManager;
import ai.djl.training.tracker.Tracker;
import ai.djl.training.tracker.WarmUpTracker;
import freshet.model.engine.TorchModule;
import freshet.model.training.TrainingListener.EpochResult;
import freshet.model.training.Windows.Epoch;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Teaches a module to foresee each user's next interaction from those before it (Kang and McAuley
 * 2018), with the cross-entropy over all items that Klenitskiy and Vasilev (2023) found to matter
 * more than anything else; over a sample of them where the catalogue is large.
 */
public final class Trainer {
  /** The learning rate ends at this share of its highest. */
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
    Windows windows = new Windows(examples, settings.batch());
    HeldOut heldOut = new HeldOut(examples);
    Epoch epoch = windows.epoch(random.split());
    try (Step step =
        new Step(
            module,
            settings,
            content,
            against,
            examples.counts(content.items()),
            rate(epoch.batches() * settings.epochs()))) {
      double best = -1;
      int worse = 0;
      for (int number = 1; number <= settings.epochs() && worse < settings.patience(); number++) {
        module.dropout(true);
        double loss = learn(number, step, epoch, random, stop, listener);
        module.dropout(false);
        if (stop.getAsBoolean()) {
          return;
        }
        step.swapAverages();
        Foresight foresight = measure(module, step, heldOut);
        boolean better = foresight.ndcg() > best;
        listener.epoch(new EpochResult(number, loss, foresight, better));
        best = better ? foresight.ndcg() : best;
        worse = better ? 0 : worse + 1;
        if (better) {
          onBest.accept(module);
        }
        step.swapAverages();
        epoch = windows.epoch(random.split());
      }
    }
  }

  private static double learn(
      int number,
      Step step,
      Epoch epoch,
      SplittableRandom random,
      BooleanSupplier stop,
      TrainingListener listener) {
    double loss = 0;
    int done = 0;
    while (epoch.each().hasNext() && !stop.getAsBoolean()) {
      loss += step.learn(epoch.each().next(), random);
      done++;
      listener.step(number, (double) done / epoch.batches(), loss / done);
    }
    return loss / Math.max(1, done);
  }

  private static Foresight measure(TorchModule module, Step step, HeldOut heldOut) {
    try (NDManager manager = module.manager().newSubManager()) {
      return heldOut.measure(module, step.vectors(manager));
    }
  }

  /** Rises for a while, since the first steps know nothing, and falls along a cosine. */
  private Tracker rate(int steps) {
    int warmUp = Math.min(settings.warmUp(), Math.max(1, steps / 10));
    Tracker cosine =
        Tracker.cosine()
            .setBaseValue((float) settings.rate())
            .optFinalValue((float) (settings.rate() * LAST_RATE))
            .setMaxUpdates(Math.max(1, steps - warmUp))
            .build();
    return Tracker.warmUp()
        .setMainTracker(cosine)
        .optWarmUpBeginValue(0)
        .optWarmUpSteps(warmUp)
        .optWarmUpMode(WarmUpTracker.Mode.LINEAR)
        .build();
  }
}
