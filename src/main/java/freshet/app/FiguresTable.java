package freshet.app;

import freshet.bench.Spread;
import java.util.Locale;

/** The figures of a benchmark for people: a line each, median and ends side by side. */
final class FiguresTable {
  private static final String ROW = "%-34s %12s   %s%n";

  private final StringBuilder text = new StringBuilder();

  /** Adds a line of words. */
  FiguresTable line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    return this;
  }

  /** Adds what stands above figures. */
  FiguresTable head(String name) {
    text.append(
        String.format(Locale.ROOT, ROW, name, "median", "smallest to largest of the rounds"));
    return this;
  }

  /**
   * Adds a figure; one that the operating system does not tell, which is NaN, is left out.
   *
   * @param format of a number
   */
  FiguresTable row(String name, String format, Spread spread) {
    if (!Double.isNaN(spread.median())) {
      text.append(
          String.format(
              Locale.ROOT,
              ROW,
              name,
              String.format(Locale.ROOT, format, spread.median()),
              String.format(Locale.ROOT, format + " to " + format, spread.min(), spread.max())));
    }
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
