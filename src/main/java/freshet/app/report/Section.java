package freshet.app.report;

import freshet.evaluate.Slice;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * A part of a report: the cases cut in one way.
 *
 * @param id names it in the page
 * @param heading says how they are cut
 * @param explanation in one or two sentences
 * @param column heads the slices in a table
 * @param slices in their natural order
 */
record Section(String id, String heading, String explanation, String column, List<Part> slices) {

  /**
   * A slice and what it is called.
   *
   * @param label short, for an axis
   * @param title in full
   */
  record Part(Slice slice, String label, String title) {}

  private static final long DAY = 86_400;

  /** Cases cut by time; the slices are periods, in UTC. */
  static Section ofTime(List<Slice> slices) {
    boolean days = slices.stream().allMatch(slice -> slice.from() % DAY == 0);
    boolean years = slices.stream().map(slice -> year(slice.from())).distinct().count() > 1;
    DateTimeFormatter label =
        format((days ? "d MMM" : "d MMM HH:mm") + (days && years ? " yyyy" : ""));
    DateTimeFormatter title = format(days ? "d MMM yyyy" : "d MMM yyyy HH:mm");
    return new Section(
        "time",
        "Over time",
        "Each point is a period of the test part, named by when it begins (UTC). Periods with too"
            + " few cases are joined with the next.",
        "Period",
        slices.stream()
            .map(
                slice ->
                    new Part(
                        slice,
                        at(label, slice.from()),
                        at(title, slice.from()) + " – " + at(title, last(slice, days))))
            .toList());
  }

  /** Cases cut by what was known of the user. */
  static Section ofHistory(List<Slice> slices) {
    return ofNames(
        "history",
        "By history of the user",
        "How many interactions of the user were known when the case was asked. 0 is cold start.",
        "Interactions known",
        slices,
        name -> name + (name.equals("1") ? " interaction known" : " interactions known"));
  }

  /** Cases cut by the age of the right item. */
  static Section ofItemAge(List<Slice> slices) {
    return ofNames(
        "item-age",
        "By age of the item",
        "How old the right item was when the case was asked: since it was created or, where the log"
            + " does not say, since it was first touched. New is one nobody had seen before.",
        "Age",
        slices,
        name -> name.equals("new") ? "a new item" : "item " + name + " old");
  }

  private static Section ofNames(
      String id,
      String heading,
      String explanation,
      String column,
      List<Slice> slices,
      UnaryOperator<String> title) {
    return new Section(
        id,
        heading,
        explanation,
        column,
        slices.stream()
            .map(slice -> new Part(slice, slice.name(), title.apply(slice.name())))
            .toList());
  }

  /** The last day of a period of days is in it; a period of hours goes until the full hour. */
  private static long last(Slice slice, boolean days) {
    OptionalLong to = slice.to();
    return to.isEmpty() ? slice.from() : to.getAsLong() - (days ? DAY : 0);
  }

  private static int year(long seconds) {
    return Instant.ofEpochSecond(seconds).atOffset(ZoneOffset.UTC).getYear();
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
  }

  private static String at(DateTimeFormatter format, long seconds) {
    return format.format(Instant.ofEpochSecond(seconds).atOffset(ZoneOffset.UTC));
  }
}
