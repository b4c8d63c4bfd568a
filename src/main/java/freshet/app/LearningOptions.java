package freshet.app;

import freshet.app.train.TrainingPlan;
import freshet.model.reading.HoldOut;
import freshet.model.reading.Scope;
import freshet.model.training.TrainingSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of the command line that say what a model learns, and how. */
final class LearningOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "Learn only the last N days before the newest event. Default: all")
  private Integer days;

  @Option(
      names = "--hold-out",
      paramLabel = "PART",
      description =
          "What is not learned: last-two of each user, last-period (10%%), or a share such as 5%%. Default:"
              + " last-period where event times are known, otherwise last-two")
  private String holdOut;

  @Option(
      names = "--min-item-count",
      paramLabel = "N",
      defaultValue = "1",
      description = "Leave items with fewer interactions out. Default: ${DEFAULT-VALUE}")
  private int minItemCount;

  @Option(
      names = "--items",
      paramLabel = "N",
      defaultValue = "1000000",
      description =
          "Learn at most so many items, those with most interactions; the others are known by their"
              + " content only. Default: ${DEFAULT-VALUE}")
  private int items;

  @Option(
      names = "--hide-items",
      paramLabel = "X",
      defaultValue = "0",
      description =
          "Share of items, drawn by --seed, that are left out as if nobody had touched them: `freshet"
              + " evaluate --new-items` tells how well the model ranks them by their content. Default:"
              + " ${DEFAULT-VALUE}")
  private double hidden;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "36",
      description = "Go through the log at most so often. Default: ${DEFAULT-VALUE}")
  private int epochs;

  @Option(
      names = "--patience",
      paramLabel = "N",
      defaultValue = "12",
      description = "Stop after so many epochs that were no better. Default: ${DEFAULT-VALUE}")
  private int patience;

  @Option(
      names = "--emb-dim",
      paramLabel = "N",
      defaultValue = "64",
      description = "Length of the vectors. Default: ${DEFAULT-VALUE}")
  private int width;

  @Option(
      names = "--layers",
      paramLabel = "N",
      defaultValue = "2",
      description = "Layers of the transformer. Default: ${DEFAULT-VALUE}")
  private int layers;

  @Option(
      names = "--heads",
      paramLabel = "N",
      defaultValue = "2",
      description = "Heads of its attention; they share --emb-dim. Default: ${DEFAULT-VALUE}")
  private int heads;

  @Option(
      names = "--history",
      paramLabel = "N",
      defaultValue = "200",
      description = "Look at the last N interactions of a user. Default: ${DEFAULT-VALUE}")
  private int history;

  @Option(
      names = "--dropout",
      paramLabel = "X",
      defaultValue = "0.25",
      description = "Share of values left out while learning. Default: ${DEFAULT-VALUE}")
  private double dropout;

  @Option(
      names = "--lr",
      paramLabel = "X",
      defaultValue = "0.002",
      description = "Learning rate at its highest. Default: ${DEFAULT-VALUE}")
  private double rate;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "300",
      description =
          "Steps until --lr is reached, at most a tenth of all. Default: ${DEFAULT-VALUE}")
  private int warmUp;

  @Option(
      names = "--decay",
      paramLabel = "X",
      defaultValue = "0.01",
      description = "Decay of weights. Default: ${DEFAULT-VALUE}")
  private double decay;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "3200",
      description = "Interactions learned in one step. Default: ${DEFAULT-VALUE}")
  private int batch;

  @Option(
      names = "--without-id",
      paramLabel = "X",
      defaultValue = "0.05",
      description =
          "Share of items learned from their content alone in a step. Default: ${DEFAULT-VALUE}")
  private double withoutId;

  @Option(
      names = "--whole",
      paramLabel = "N",
      defaultValue = "50000",
      description =
          "The largest catalogue, in items, that each step compares as a whole; of a larger one it"
              + " compares a sample. Default: ${DEFAULT-VALUE}")
  private int whole;

  @Option(
      names = "--against",
      paramLabel = "X",
      defaultValue = "1",
      description =
          "What an interaction counts that speaks against its item: above 0 it is to be foreseen,"
              + " 1 as much as any other; below 0 the item is to be held unlikely. Default:"
              + " ${DEFAULT-VALUE}")
  private double against;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed gives the same model. Default: ${DEFAULT-VALUE}")
  private long seed;

  /** All as they are if nobody says otherwise. */
  static LearningOptions defaults() {
    return CommandLine.populateCommand(new LearningOptions());
  }

  /**
   * What these options ask for.
   *
   * @param out where the model goes
   * @param live the model that serves now
   * @throws ParameterException naming the option that cannot be
   */
  TrainingPlan plan(Path out, Optional<Path> live, Path workFolder) {
    require(days == null || days >= 1, "--days is %s; give at least 1", days);
    require(minItemCount >= 1, "--min-item-count is %s; give at least 1", minItemCount);
    require(items >= 1, "--items is %s; give at least 1", items);
    require(hidden >= 0 && hidden < 1, "--hide-items is %s; give 0 to below 1", hidden);
    require(epochs >= 1 && epochs <= 10_000, "--epochs is %s; give 1 to 10000", epochs);
    require(patience >= 1, "--patience is %s; give at least 1", patience);
    require(width >= 1 && width <= 4096, "--emb-dim is %s; give 1 to 4096", width);
    require(layers >= 1 && layers <= 100, "--layers is %s; give 1 to 100", layers);
    require(
        heads >= 1 && width % heads == 0,
        "--heads is %s and cannot share --emb-dim; give a number that divides it",
        heads);
    require(history >= 1 && history <= 10_000, "--history is %s; give 1 to 10000", history);
    require(dropout >= 0 && dropout < 1, "--dropout is %s; give 0 to below 1", dropout);
    require(rate > 0 && rate <= 1, "--lr is %s; give above 0 to 1", rate);
    require(warmUp >= 0, "--warm-up is %s; give 0 or more", warmUp);
    require(decay >= 0 && decay <= 1, "--decay is %s; give 0 to 1", decay);
    require(batch >= 1 && batch <= 1_000_000, "--batch-size is %s; give 1 to 1000000", batch);
    require(withoutId >= 0 && withoutId < 1, "--without-id is %s; give 0 to below 1", withoutId);
    require(Math.abs(against) <= 100, "--against is %s; give -100 to 100", against);
    return new TrainingPlan(
        new Scope(
            Optional.ofNullable(days).map(Duration::ofDays),
            minItemCount,
            items,
            hidden,
            Optional.ofNullable(holdOut).map(this::holdOut),
            history,
            seed),
        new TrainingSettings(
            epochs, patience, batch, rate, warmUp, decay, withoutId, against, seed, whole),
        new TrainingPlan.Shape(width, layers, heads, dropout),
        out,
        live,
        workFolder);
  }

  private HoldOut holdOut(String text) {
    try {
      return HoldOut.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--hold-out is " + e.getMessage(), e);
    }
  }

  private void require(boolean holds, String message, Object value) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), message.formatted(value));
    }
  }
}
