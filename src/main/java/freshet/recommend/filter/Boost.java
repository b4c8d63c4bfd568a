package freshet.recommend.filter;

import freshet.event.InvalidInputException;
import java.util.Locale;
import java.util.Objects;

/**
 * A rule that multiplies the score of some items: {@code tag = "jazz": 1.5}.
 *
 * @param items which ones
 * @param factor what their score is multiplied by, 0.01 to 100
 */
public record Boost(Filter items, double factor) {
  private static final int MAX_DIGITS = 12;

  public Boost {
    Objects.requireNonNull(items);
    if (!(factor >= 0.01 && factor <= 100)) {
      throw new IllegalArgumentException("a boost is " + factor + "; give 0.01 to 100");
    }
  }

  /**
   * Reads a rule.
   *
   * @param field what the sender calls it
   * @throws InvalidInputException saying where it cannot be read, why, and what to write instead
   */
  public static Boost parse(String field, String text) {
    FilterParser parser = new FilterParser(field, text);
    Condition condition = parser.condition();
    int colon = parser.requireColon();
    String number = text.substring(colon + 1).strip();
    double factor = isDecimal(number) ? Double.parseDouble(number) : Double.NaN;
    if (!(factor >= 0.01 && factor <= 100)) {
      throw parser.wrong(
          colon + 1,
          "the factor is no number from 0.01 to 100",
          "give one, as in tag = \"jazz\": 1.5");
    }
    return new Boost(Filter.of(text.substring(0, colon).strip(), condition), factor);
  }

  private static boolean isDecimal(String text) {
    return text.length() <= MAX_DIGITS && text.matches("[0-9]+([.][0-9]+)?");
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s: %s", items, factor);
  }
}
