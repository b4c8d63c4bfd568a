package freshet.app;

import freshet.replay.ProgressListener;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows how far long work has come: a bar with rate and time left on a terminal, otherwise a line
 * every few seconds. Used by one thread.
 */
public final class Progress implements ProgressListener, AutoCloseable {
  private static final long NANOS_BETWEEN_LINES = 5_000_000_000L;
  private static final int BAR_MILLIS = 200;
  private static final int WIDTH = 110;

  private final PrintStream out;
  private final boolean terminal;
  private final LongSupplier nanoTime;

  private ProgressBar bar;
  private boolean working;
  private String work;
  private String unit;
  private long total;
  private long already;
  private long count;
  private long begun;
  private long spoken;
  private long spokenCount;

  /**
   * Progress shown on a stream.
   *
   * @param terminal whether a bar can be drawn there
   * @param nanoTime as {@link System#nanoTime}
   */
  Progress(PrintStream out, boolean terminal, LongSupplier nanoTime) {
    this.out = out;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
  }

  /** Progress shown on standard error, so that standard output can be read by a program. */
  public static Progress onStandardError() {
    return new Progress(System.err, standardErrorIsTerminal(), System::nanoTime);
  }

  @Override
  public void begin(String work, String unit, long total, long already) {
    end();
    this.work = work;
    this.unit = unit;
    this.total = total;
    this.already = already;
    count = already;
    begun = nanoTime.getAsLong();
    spoken = begun;
    spokenCount = already;
    working = true;
    if (terminal) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(work)
              .setInitialMax(total > 0 ? total : -1)
              .setUnit(" " + unit, 1)
              .showSpeed()
              .setUpdateIntervalMillis(BAR_MILLIS)
              .setStyle(
                  drawable() ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK : ProgressBarStyle.ASCII)
              .setConsumer(new ConsoleProgressBarConsumer(out, WIDTH))
              .startsFrom(already, Duration.ZERO)
              .build();
    } else if (already > 0) {
      out.printf(Locale.ROOT, "%s: going on after %,d %s%n", work, already, unit);
    }
  }

  @Override
  public void reached(long count) {
    this.count = count;
    if (bar != null) {
      bar.stepTo(count);
    } else if (nanoTime.getAsLong() - spoken >= NANOS_BETWEEN_LINES) {
      spoken = nanoTime.getAsLong();
      spokenCount = count;
      out.println(line(spoken));
    }
  }

  @Override
  public void end() {
    if (bar != null) {
      bar.close();
      bar = null;
    } else if (working && count > spokenCount) {
      out.println(line(nanoTime.getAsLong()));
    }
    working = false;
  }

  @Override
  public void close() {
    end();
  }

  private String line(long now) {
    double rate = (count - already) / Math.max((now - begun) / 1e9, 1e-3);
    String known =
        total > 0 ? String.format(Locale.ROOT, " of %,d (%d %%)", total, 100 * count / total) : "";
    String left =
        total > count && rate > 0
            ? String.format(Locale.ROOT, ", about %.0f s left", (total - count) / rate)
            : "";
    return String.format(
        Locale.ROOT, "%s: %,d%s %s, %,.0f/s%s", work, count, known, unit, rate, left);
  }

  static boolean drawable() {
    return Charset.defaultCharset().newEncoder().canEncode('█');
  }

  /** Java can say whether input and output are a terminal, but not whether standard error is. */
  static boolean standardErrorIsTerminal() {
    if ("dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    try {
      Process asked = new ProcessBuilder("test", "-t", "2").inheritIO().start();
      if (asked.waitFor(1, TimeUnit.SECONDS)) {
        return asked.exitValue() == 0;
      }
      asked.destroy();
      return false;
    } catch (IOException noSuchProgram) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
