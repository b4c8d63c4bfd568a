package freshet.app.train;

import freshet.app.train.BlendChoice.Choice;
import freshet.event.InteractionTypes;
import freshet.model.UnusableModelException;
import freshet.model.artifact.Artifact;
import freshet.model.artifact.Contract;
import freshet.model.artifact.Manifest;
import freshet.model.engine.TorchModule;
import freshet.model.network.Dimensions;
import freshet.model.network.SequenceModel;
import freshet.model.reading.Learnable;
import freshet.model.reading.TrainingLog;
import freshet.model.training.Foresight;
import freshet.model.training.Trainer;
import freshet.model.training.TrainingListener;
import freshet.recommend.Pool;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** Reads a log, trains a model, keeps the best there was, and writes it. */
public final class TrainingRun {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int FORWARD = 4;
  private static final int DIGITS = 8;

  /** What a candidate says until the blend is chosen. */
  private static final Pool UNDECIDED = new Pool(1.6, 0.03);

  private final TrainingPlan plan;
  private final InteractionTypes types;
  private final int eventIds;
  private final LogSource source;
  private final BlendChoice choice;

  /**
   * A run.
   *
   * @param eventIds how many event ids are remembered per user to recognise repeats
   */
  public TrainingRun(
      TrainingPlan plan,
      InteractionTypes types,
      int eventIds,
      LogSource source,
      BlendChoice choice) {
    this.plan = plan;
    this.types = types;
    this.eventIds = eventIds;
    this.source = source;
    this.choice = choice;
  }

  /** The best epoch so far. */
  private record Best(int epoch, Foresight validation) {}

  /**
   * Runs.
   *
   * @throws NotTrainedException if PyTorch does not run here, it is stopped before anything was
   *     measured, or files cannot be written
   * @throws UnusableModelException if the live model cannot be read
   * @throws freshet.model.reading.TooLittleToLearnException if the log holds too little
   * @throws freshet.model.spool.SpoolException if the disk is full
   */
  public Artifact run(StopSignals stop, TrainingView view, Clock clock, LongSupplier nanoTime) {
    // What is missing is said now, not when the log is read.
    start(plan.learning().seed());
    Optional<Artifact> live = plan.live().map(Artifact::open);
    try (WorkFolder work = WorkFolder.in(plan.workFolder());
        TrainingLog log = new TrainingLog(plan.workFolder(), types, eventIds)) {
      stop.atOnce(() -> forget(work));
      boolean timed = source.readInto(log, stop, view::reading);
      requireGoingOn(stop);
      Learnable learnable = log.learnable(plan.scope(), timed);
      view.note(summary(learnable));
      Best best = train(learnable, work, stop, view, nanoTime);
      view.choosing(0);
      Artifact candidate = candidate(learnable, best, work, clock);
      Choice chosen = choice.choose(candidate, live, learnable.holdOut());
      return write(candidate, chosen, stop);
    } catch (IOException | UncheckedIOException e) {
      throw new NotTrainedException(
          "temporary files cannot be written in %s (%s); make room there, or name another folder with --work-dir"
              .formatted(plan.workFolder(), e.getMessage()),
          e);
    }
  }

  private static void start(long seed) {
    try {
      TorchModule.seed(seed);
    } catch (UnusableModelException e) {
      throw new NotTrainedException(
          e.getMessage()
              + "; train where native PyTorch is on the class path, on linux-x86_64, linux-aarch64,"
              + " osx-aarch64 or win-x86_64",
          e);
    }
  }

  private Best train(
      Learnable learnable,
      WorkFolder work,
      StopSignals stop,
      TrainingView view,
      LongSupplier nanoTime)
      throws IOException {
    TrainingPlan.Shape shape = plan.shape();
    Dimensions dimensions =
        new Dimensions(
            learnable.items().size(),
            learnable.features().size(),
            learnable.types().size(),
            shape.width(),
            shape.layers(),
            shape.heads(),
            plan.scope().history(),
            FORWARD * shape.width(),
            shape.dropout());
    Path untrained = work.file("untrained.pt");
    try (OutputStream out = Files.newOutputStream(untrained)) {
      SequenceModel.untrained(dimensions, plan.learning().seed()).write(out);
    }
    Listener listener = new Listener(view, plan.learning().epochs(), nanoTime);
    try (TorchModule module = TorchModule.load(untrained, true)) {
      new Trainer(plan.learning(), learnable.content(), learnable.against())
          .train(module, learnable.examples(), stop, best -> keep(best, work), listener);
    }
    return listener.best().orElseThrow(TrainingRun::stoppedEarly);
  }

  /** The file it was before stays until this one is whole. */
  private static void keep(TorchModule module, WorkFolder work) {
    Path unfinished = work.file("best.new");
    try {
      try (OutputStream out = Files.newOutputStream(unfinished)) {
        module.write(out);
      }
      Files.move(unfinished, work.file("best"), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Artifact candidate(Learnable learnable, Best best, WorkFolder work, Clock clock)
      throws IOException {
    Instant now = clock.instant();
    return Artifact.write(
        work.file("candidate.pt"),
        out -> Files.copy(work.file("best"), out),
        written ->
            new Manifest(
                Contract.VERSION,
                STAMP.format(now) + "-" + written.sha256().substring(0, DIGITS),
                now,
                plan.shape().width(),
                plan.scope().history(),
                learnable.items(),
                learnable.features(),
                learnable.types(),
                UNDECIDED,
                new Manifest.Training(
                    learnable.users(),
                    learnable.interactions(),
                    learnable.from(),
                    learnable.to(),
                    best.epoch(),
                    plan.learning().seed()),
                Map.of(
                    "model.ndcg", best.validation().ndcg(),
                    "model.hitRate", best.validation().hitRate()),
                written.bytes(),
                written.sha256()));
  }

  private Artifact write(Artifact candidate, Choice chosen, StopSignals stop) {
    Manifest said = candidate.manifest();
    Map<String, Double> metrics = new TreeMap<>(said.metrics());
    metrics.putAll(chosen.metrics());
    stop.writing();
    try {
      return Artifact.write(
          plan.out(),
          out -> Files.copy(candidate.file(), out),
          written -> said.with(chosen.pool(), metrics));
    } catch (IOException e) {
      throw new NotTrainedException(
          "%s cannot be written (%s); make room there, or name another file with --out"
              .formatted(plan.out(), e.getMessage()),
          e);
    } finally {
      stop.written();
    }
  }

  private static String summary(Learnable learnable) {
    return String.format(
        Locale.ROOT,
        "Learning from %,d interactions of %,d users with %,d items and %,d words of content;"
            + " %,d interactions held out are foreseen after each epoch",
        learnable.interactions(),
        learnable.users(),
        learnable.items().size(),
        learnable.features().size(),
        learnable.examples().heldOut().size());
  }

  private static void requireGoingOn(StopSignals stop) {
    if (stop.getAsBoolean()) {
      throw stoppedEarly();
    }
  }

  private static NotTrainedException stoppedEarly() {
    return new NotTrainedException(
        "stopped before the first epoch was measured, so nothing was written; start it again, and"
            + " give it more time",
        null);
  }

  private static void forget(WorkFolder work) {
    try {
      work.close();
    } catch (IOException e) {
      // The process ends here; the system clears its folder for temporary files.
      System.err.println("freshet: " + work.path() + " could not be deleted: " + e.getMessage());
    }
  }

  /** Tells the view, and remembers the best. */
  private static final class Listener implements TrainingListener {
    private final TrainingView view;
    private final int epochs;
    private final LongSupplier nanoTime;
    private final long began;
    private Optional<Foresight> validation = Optional.empty();
    private Optional<Best> best = Optional.empty();

    Listener(TrainingView view, int epochs, LongSupplier nanoTime) {
      this.view = view;
      this.epochs = epochs;
      this.nanoTime = nanoTime;
      began = nanoTime.getAsLong();
    }

    Optional<Best> best() {
      return best;
    }

    @Override
    public void step(int epoch, double share, double loss) {
      view.step(standing(epoch, share, loss));
    }

    @Override
    public void epoch(EpochResult result) {
      validation = Optional.of(result.validation());
      if (result.best()) {
        best = Optional.of(new Best(result.epoch(), result.validation()));
      }
      view.epoch(standing(result.epoch(), 1, result.loss()), result.best());
    }

    private TrainingView.Standing standing(int epoch, double ofEpoch, double loss) {
      double share = (epoch - 1 + ofEpoch) / epochs;
      double seconds = (nanoTime.getAsLong() - began) / 1e9;
      return new TrainingView.Standing(
          epoch, epochs, share, loss, validation, seconds * (1 - share) / share);
    }
  }
}
