package freshet.app.train;

import freshet.model.training.Foresight;
import java.util.Optional;

/** Shows how far a run of training has come; used by one thread. */
public interface TrainingView extends AutoCloseable {
  /**
   * How learning goes.
   *
   * @param epoch counted from 1
   * @param epochs as many as there may be
   * @param share of all epochs that is done, 0 to 1
   * @param loss mean of the epoch so far, nats per interaction
   * @param validation of the last epoch that was measured
   * @param secondsLeft until the last epoch is done, if none is left out
   */
  record Standing(
      int epoch,
      int epochs,
      double share,
      double loss,
      Optional<Foresight> validation,
      double secondsLeft) {}

  /** Nobody looks. */
  TrainingView SILENT =
      new TrainingView() {
        @Override
        public void reading(long interactions) {}

        @Override
        public void note(String message) {}

        @Override
        public void step(Standing standing) {}

        @Override
        public void epoch(Standing standing, boolean best) {}

        @Override
        public void choosing(double share) {}

        @Override
        public void done(String message) {}

        @Override
        public void failed(String message) {}

        @Override
        public void close() {}
      };

  /** So many interactions were read. */
  void reading(long interactions);

  /** Something worth a line was found out. */
  void note(String message);

  /** A step was learned. */
  void step(Standing standing);

  /**
   * An epoch was measured.
   *
   * @param best whether none before was better
   */
  void epoch(Standing standing, boolean best);

  /**
   * The blend is being chosen.
   *
   * @param share of what is under way that is done, 0 when it begins
   */
  void choosing(double share);

  /** It is over, and this is what came of it. */
  void done(String message);

  /** It is over, and this is why nothing came of it. */
  void failed(String message);

  /** Leaves the screen as it is. */
  @Override
  void close();
}
