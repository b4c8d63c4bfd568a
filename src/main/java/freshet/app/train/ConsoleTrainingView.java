package freshet.app.train;

import freshet.model.training.Foresight;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * For people: a line for each epoch, and on a terminal a bar for the one that is learned, otherwise
 * now and then a line.
 */
public final class ConsoleTrainingView implements TrainingView {
  private static final long NANOS_BETWEEN_LINES = 30_000_000_000L;
  private static final int BAR_MILLIS = 200;
  private static final int WIDTH = 110;
  private static final int WHOLE = 1000;

  private final PrintStream out;
  private final boolean bars;
  private final ProgressBarStyle style;
  private final LongSupplier nanoTime;
  private ProgressBar bar;
  private long spoken;

  /**
   * A view for people.
   *
   * @param bars whether bars can be drawn there
   * @param unicode whether blocks can be
   * @param nanoTime as {@link System#nanoTime}
   */
  public ConsoleTrainingView(
      PrintStream out, boolean bars, boolean unicode, LongSupplier nanoTime) {
    this.out = out;
    this.bars = bars;
    this.style = unicode ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK : ProgressBarStyle.ASCII;
    this.nanoTime = nanoTime;
    spoken = nanoTime.getAsLong();
  }

  @Override
  public void reading(long interactions) {
    if (!bars) {
      if (isDue()) {
        say("Reading: %,d interactions", interactions);
      }
      return;
    }
    if (bar == null) {
      bar = newBar("Reading", -1, " interactions");
    }
    bar.stepTo(interactions);
  }

  @Override
  public void note(String message) {
    end();
    out.println(message);
  }

  @Override
  public void step(Standing standing) {
    if (bars) {
      if (bar == null) {
        bar = newBar("Epoch %d/%d".formatted(standing.epoch(), standing.epochs()), WHOLE, "");
      }
      double ofEpoch = standing.share() * standing.epochs() - (standing.epoch() - 1);
      bar.setExtraMessage(
          String.format(
              Locale.ROOT,
              " loss %.3f%s, at most %s left",
              standing.loss(),
              standing
                  .validation()
                  .map(seen -> String.format(Locale.ROOT, ", NDCG@10 %.4f", seen.ndcg()))
                  .orElse(""),
              text(standing.secondsLeft())));
      bar.stepTo(Math.round(ofEpoch * WHOLE));
    } else if (isDue()) {
      say(
          "Epoch %d/%d: %.0f %% of all, loss %.3f, at most %s left",
          standing.epoch(),
          standing.epochs(),
          100 * standing.share(),
          standing.loss(),
          text(standing.secondsLeft()));
    }
  }

  @Override
  public void epoch(Standing standing, boolean best) {
    end();
    say(
        "Epoch %d/%d: loss %.3f%s%s, at most %s left",
        standing.epoch(),
        standing.epochs(),
        standing.loss(),
        standing.validation().map(ConsoleTrainingView::text).orElse(""),
        best ? " (best)" : "",
        text(standing.secondsLeft()));
    spoken = nanoTime.getAsLong();
  }

  @Override
  public void choosing(double share) {
    if (share == 0) {
      note("Choosing how it is joined with the other layers");
    }
  }

  @Override
  public void done(String message) {
    note(message);
  }

  /** Whoever runs the command says why it failed. */
  @Override
  public void failed(String message) {
    end();
  }

  @Override
  public void close() {
    end();
  }

  private static String text(Foresight seen) {
    return String.format(
        Locale.ROOT,
        ", validation NDCG@10 %.4f, HR@10 %.4f of %,d",
        seen.ndcg(),
        seen.hitRate(),
        seen.cases());
  }

  private static String text(double seconds) {
    Duration left = Duration.ofSeconds(Math.round(seconds));
    return left.toHours() > 0
        ? "%d h %02d min".formatted(left.toHours(), left.toMinutesPart())
        : "%d:%02d".formatted(left.toMinutes(), left.toSecondsPart());
  }

  private ProgressBar newBar(String name, long most, String unit) {
    return new ProgressBarBuilder()
        .setTaskName(name)
        .setInitialMax(most)
        .setUnit(unit, 1)
        .hideEta()
        .setUpdateIntervalMillis(BAR_MILLIS)
        .setStyle(style)
        .setConsumer(new ConsoleProgressBarConsumer(out, WIDTH))
        .build();
  }

  private boolean isDue() {
    long now = nanoTime.getAsLong();
    if (now - spoken < NANOS_BETWEEN_LINES) {
      return false;
    }
    spoken = now;
    return true;
  }

  private void say(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }

  private void end() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
