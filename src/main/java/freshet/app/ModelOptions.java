package freshet.app;

import freshet.app.train.ArtifactModel;
import freshet.app.train.NotTrainedException;
import freshet.app.train.RetrainedModel;
import freshet.app.train.WorkFolder;
import freshet.evaluate.EvaluatedLog;
import freshet.evaluate.EvaluatedModel;
import freshet.model.UnusableModelException;
import freshet.model.artifact.Artifact;
import freshet.model.spool.SpoolException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of the command line that say which model an evaluation has, and which of its sides. */
final class ModelOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description =
          "Layer 1: a model that `freshet train` has written. For leave-one-out it must not have"
              + " learned each user's last two events.")
  private Path file;

  @Option(
      names = "--retrain-every",
      paramLabel = "DAYS",
      description =
          "Layer 1: train a model when the cases of prequential begin, and anew after so many days of"
              + " the log, each time from what has happened until then.")
  private Integer retrainEvery;

  @Option(
      names = "--new-items",
      description =
          "Rank only items that --model has not learned, by their content alone, and compare with"
              + " chance. Train it with --hide-items to have some.")
  private boolean newItems;

  /**
   * Makes sure that they are good.
   *
   * @param protocol of the evaluation
   */
  void check(String protocol) {
    require(
        retrainEvery == null
            || (retrainEvery >= 1 && file == null && "prequential".equals(protocol)),
        "--retrain-every is for --protocol prequential without --model; give at least 1 day");
    require(
        !newItems || file != null,
        "--new-items are those a model has not learned; give --model FILE");
  }

  private void require(boolean holds, String message) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }

  /** Whether there is a model at all. */
  boolean given() {
    return file != null || retrainEvery != null;
  }

  /** Whether only items are ranked that are new to the model. */
  boolean newItems() {
    return newItems;
  }

  /**
   * Evaluates with the model, if there is one.
   *
   * @param from when the cases begin
   * @throws FailedCommandException if the model cannot be used or trained
   */
  <R> R evaluate(
      Settings settings,
      EvaluatedLog log,
      Instant from,
      Function<Optional<EvaluatedModel>, R> evaluation) {
    if (retrainEvery != null) {
      return evaluateRetrained(settings, log, from, evaluation);
    }
    return file == null
        ? evaluation.apply(Optional.empty())
        : evaluateFile(model -> evaluation.apply(Optional.of(model)));
  }

  /**
   * Evaluates with the model of the file.
   *
   * @throws FailedCommandException if it cannot be used
   */
  <R> R evaluateFile(Function<ArtifactModel, R> evaluation) {
    try (ArtifactModel model = new ArtifactModel(Artifact.open(file))) {
      return evaluation.apply(model);
    } catch (UnusableModelException e) {
      throw new FailedCommandException("--model: " + e.getMessage(), e);
    }
  }

  private <R> R evaluateRetrained(
      Settings settings,
      EvaluatedLog log,
      Instant from,
      Function<Optional<EvaluatedModel>, R> evaluation) {
    try (WorkFolder work = WorkFolder.in(Path.of(System.getProperty("java.io.tmpdir")));
        RetrainedModel model =
            new RetrainedModel(
                LearningOptions.defaults()
                    .plan(work.file("model.pt"), Optional.empty(), work.path()),
                log,
                settings.interactionTypes(),
                settings.replay(),
                from,
                Duration.ofDays(retrainEvery),
                ModelOptions::say)) {
      return evaluation.apply(Optional.of(model));
    } catch (UnusableModelException | NotTrainedException | SpoolException e) {
      throw new FailedCommandException(e.getMessage(), e);
    } catch (IOException e) {
      throw new FailedCommandException(
          "temporary files cannot be written (%s); make room for them".formatted(e.getMessage()),
          e);
    }
  }

  private static void say(String sentence) {
    System.err.println(sentence);
  }
}
