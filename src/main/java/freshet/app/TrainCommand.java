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
import freshet.model.reading.TooLittleToLearnException;
import freshet.model.spool.SpoolException;
import freshet.replay.Refusals;
import freshet.replay.UnreadableLogException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
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

  @Mixin private LearningOptions learning;

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
    if (!out.toString().endsWith(".pt")) {
      throw new ParameterException(
          spec.commandLine(), "--out is %s; give a name that ends in .pt".formatted(out));
    }
    return learning.plan(out, Optional.ofNullable(live), workFolder);
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
}
