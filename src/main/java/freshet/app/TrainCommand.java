package freshet.app;

import freshet.app.train.ConsoleTrainingView;
import freshet.app.train.FolderSource;
import freshet.app.train.JsonTrainingView;
import freshet.app.train.LadderChoice;
import freshet.app.train.LogSource;
import freshet.app.train.NotTrainedException;
import freshet.app.train.StopSignals;
import freshet.app.train.TrainingPlan;
import freshet.app.train.TrainingRun;
import freshet.app.train.TrainingView;
import freshet.event.Admission;
import freshet.model.UnusableModelException;
import freshet.model.artifact.Artifact;
import freshet.model.reading.HoldOut;
import freshet.model.reading.Scope;
import freshet.model.reading.TooLittleToLearnException;
import freshet.model.spool.SpoolException;
import freshet.model.training.TrainingSettings;
import freshet.replay.Refusals;
import freshet.replay.UnreadableLogException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code freshet train}: teaches a model to foresee what users turn to next. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Trains a sequence model on a log and writes it: FILE.pt, a TorchScript module, and FILE.json,"
          + " its manifest.",
      "",
      "A part of the log is held out and foreseen after each epoch; the best epoch is the one that is"
          + " written. Where event times are known that is the last tenth of all interactions,"
          + " otherwise each user's last two.",
      "",
      "Ctrl-C ends it with the best so far; a second one ends it at once.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  freshet train --from logs/ --out model.pt",
      "  freshet train --days 90 --out model.pt",
      "  freshet train --from ml-1m/ --min-item-count 5 --hold-out last-two",
      "",
      "Exit codes: 0 written, 1 failed, 2 wrong usage."
    })
final class TrainCommand implements Callable<Integer> {
  private static final String KAFKA = "kafka";

  @Spec private CommandSpec spec;

  @Option(
      names = "--from",
      paramLabel = "kafka|DIR",
      defaultValue = KAFKA,
      description =
          "The topics, as the settings name them, or a log in the import format. Default:"
              + " ${DEFAULT-VALUE}")
  private String from;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "model.pt",
      description = "Where the model goes; ends in .pt. Default: ${DEFAULT-VALUE}")
  private Path out;

  @Option(
      names = "--live",
      paramLabel = "FILE",
      description = "The model that serves now, to be measured beside the new one.")
  private Path live;

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
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "36",
      description = "Go through the log at most so often. Default: ${DEFAULT-VALUE}")
  private int epochs;

  @Option(
      names = "--patience",
      paramLabel = "N",
      defaultValue = "6",
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
          "How much it counts to foresee an item that the user then dislikes; 1 is as much as any"
              + " other. Default: ${DEFAULT-VALUE}")
  private double against;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed gives the same model. Default: ${DEFAULT-VALUE}")
  private long seed;

  @Option(
      names = "--work-dir",
      paramLabel = "DIR",
      description = "Where temporary files go. Default: the system's folder for them")
  private Path workFolder = Path.of(System.getProperty("java.io.tmpdir"));

  @Option(
      names = "--progress",
      paramLabel = "KIND",
      description = "bar, plain, or json. Default: bar on a terminal, otherwise plain")
  private String progress;

  @Mixin private ClusterOptions cluster;

  @Override
  public Integer call() {
    TrainingPlan plan = plan();
    TrainingView view = view();
    try (view;
        StopSignals stop = StopSignals.listen(TrainCommand::sayStopping)) {
      try {
        requireWritable();
        train(plan, stop, view);
        return 0;
      } catch (UnusableModelException
          | UnreadableLogException
          | NotTrainedException
          | TooLittleToLearnException
          | SpoolException e) {
        throw failed(e.getMessage(), e, view);
      } catch (FailedCommandException | InvalidSettingsException e) {
        view.failed(e.getMessage());
        throw e;
      } catch (LinkageError e) {
        throw failed(
            "PyTorch is not on the class path; train with a Freshet that was built with it",
            e,
            view);
      } catch (OutOfMemoryError e) {
        throw failed(
            "there is not enough memory; give a smaller --batch-size or --items, or more with FRESHET_JAVA_OPTS=-Xmx4g",
            e,
            view);
      }
    }
  }

  private void train(TrainingPlan plan, StopSignals stop, TrainingView view) {
    Settings settings = cluster.settings(Map.of());
    LogSource source = source(settings, view::note);
    // What is left out was told when it was read first.
    LogSource again = source(settings, note -> {});
    Artifact written =
        new TrainingRun(
                plan,
                settings.interactionTypes(),
                settings.profile().eventIds(),
                source,
                new LadderChoice(again, settings.replay(), view))
            .run(stop, view, Clock.systemUTC(), System::nanoTime);
    view.done(
        String.format(
            Locale.ROOT,
            "Wrote %s and %s%s: version %s, after epoch %d, validation NDCG@10 %.4f",
            written.file(),
            Artifact.manifestOf(written.file()).getFileName(),
            stop.getAsBoolean() ? ", the best until it was stopped" : "",
            written.manifest().version(),
            written.manifest().training().epochs(),
            written.manifest().metrics().get("model.ndcg")));
  }

  /** Says in the end what was left out, and why. */
  private LogSource source(Settings settings, Consumer<String> told) {
    Refusals refused = new Refusals();
    LogSource source =
        from.equals(KAFKA)
            ? new KafkaSource(settings, refused)
            : new FolderSource(Path.of(from), new Admission(settings.interactionTypes()), refused);
    return (log, stop, count) -> {
      boolean timed = source.readInto(log, stop, count);
      refused
          .toList()
          .forEach(one -> told.accept("Left out %,d: %s".formatted(one.count(), one.reason())));
      return timed;
    };
  }

  private static FailedCommandException failed(String message, Throwable e, TrainingView view) {
    view.failed(message);
    return new FailedCommandException(message, e);
  }

  private static void sayStopping() {
    System.err.println("Stopping after this step; once more ends it at once.");
  }

  private void requireWritable() {
    OutputFile.at("--out", out);
    OutputFile.at("--out", Artifact.manifestOf(out));
    if (!Files.isDirectory(workFolder)) {
      throw new FailedCommandException(
          "--work-dir %s is no folder; make it first".formatted(workFolder), null);
    }
  }

  private TrainingPlan plan() {
    require(out.toString().endsWith(".pt"), "--out is %s; give a name that ends in .pt", out);
    require(days == null || days >= 1, "--days is %s; give at least 1", days);
    require(minItemCount >= 1, "--min-item-count is %s; give at least 1", minItemCount);
    require(items >= 1, "--items is %s; give at least 1", items);
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
    require(against > 0 && against <= 100, "--against is %s; give above 0 to 100", against);
    return new TrainingPlan(
        new Scope(
            Optional.ofNullable(days).map(Duration::ofDays),
            minItemCount,
            items,
            Optional.ofNullable(holdOut).map(this::holdOut),
            history,
            seed),
        new TrainingSettings(
            epochs, patience, batch, rate, warmUp, decay, withoutId, against, seed, whole),
        new TrainingPlan.Shape(width, layers, heads, dropout),
        out,
        Optional.ofNullable(live),
        workFolder);
  }

  private HoldOut holdOut(String text) {
    try {
      return HoldOut.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--hold-out is " + e.getMessage(), e);
    }
  }

  private TrainingView view() {
    boolean unicode = Progress.drawable();
    return switch (progress == null ? "" : progress) {
      case "" ->
          new ConsoleTrainingView(
              System.err, Progress.standardErrorIsTerminal(), unicode, System::nanoTime);
      case "bar" -> new ConsoleTrainingView(System.err, true, unicode, System::nanoTime);
      case "plain" -> new ConsoleTrainingView(System.err, false, unicode, System::nanoTime);
      case "json" -> new JsonTrainingView(spec.commandLine().getOut(), System::nanoTime);
      default ->
          throw new ParameterException(
              spec.commandLine(),
              "--progress is \"%s\"; give bar, plain or json".formatted(progress));
    };
  }

  private void require(boolean holds, String message, Object value) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), message.formatted(value));
    }
  }
}
