package freshet.model.reading;

import freshet.model.spool.GroupedLog;
import freshet.model.training.HeldOut.Case;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which interactions are not learned, and which of those are foreseen to see how well it goes. */
public sealed interface HoldOut permits LastPeriod, LastTwo {
  /** How many of each user's interactions are learned, from the first on. */
  int[] learned(GroupedLog log);

  /**
   * Those that are foreseen: an item that is new to the user, and was learned.
   *
   * @param log items that were not learned have the number 0
   * @param learned what {@link #learned} gave
   * @param against whether a type of interaction, counted from 1, speaks against the item
   */
  List<Case> cases(GroupedLog log, int[] learned, boolean[] against, SplittableRandom random);

  /** Whether it is the last of each user's interactions, and not the last of all. */
  boolean ofEachUser();

  /** The last two interactions of each user. */
  static HoldOut lastTwo() {
    return new LastTwo();
  }

  /**
   * The last interactions of all.
   *
   * @param share of all interactions, above 0 to 0.5
   */
  static HoldOut lastPeriod(double share) {
    return new LastPeriod(share);
  }

  /** The last tenth of all interactions. */
  static HoldOut lastPeriod() {
    return new LastPeriod(0.1);
  }

  /**
   * Reads {@code last-two}, {@code last-period} or a percentage.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  static HoldOut parse(String text) {
    Matcher percent = Pattern.compile("(\\d{1,2}(?:\\.\\d{1,6})?)\\s*%").matcher(text);
    if (percent.matches()) {
      double share = Double.parseDouble(percent.group(1)) / 100;
      if (share > 0 && share <= 0.5) {
        return new LastPeriod(share);
      }
    }
    return switch (text) {
      case "last-two" -> lastTwo();
      case "last-period" -> lastPeriod();
      default ->
          throw new IllegalArgumentException(
              "\"%s\"; give last-two, last-period, or a share such as 10%%, up to 50%%"
                  .formatted(text));
    };
  }
}
