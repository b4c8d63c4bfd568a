package freshet.replay;

import freshet.event.InvalidInputException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;

/**
 * How times are written in logs.
 *
 * <ul>
 *   <li>A number, with or without a fraction: seconds since 1970-01-01T00:00Z where it is below
 *       100,000,000,000 (a time in seconds reaches that in the year 5138), otherwise milliseconds.
 *   <li>ISO-8601: {@code 2016-03-14T13:54:36Z}, with another offset, with a space for the T,
 *       without an offset (taken as UTC), or a date alone (its midnight, UTC).
 *   <li>A position in the user's history, 0 or more: {@link #ofPosition synthetic}.
 * </ul>
 */
final class EventTime {
  /** The synthetic time of position 0. */
  static final Instant POSITION_ZERO = Instant.parse("2000-01-01T00:00:00Z");

  private static final long FIRST_MILLISECONDS = 100_000_000_000L;
  private static final long MAX_POSITION = 1_000_000_000L;
  private static final double MAX_MILLIS = 9e15;

  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendPattern("[XXX][XX][X]")
          .toFormatter();

  private EventTime() {}

  /**
   * Reads a time.
   *
   * @param field what to call it in the error
   * @return milliseconds since 1970
   */
  static long parse(String field, String text) {
    if (text.isEmpty()) {
      throw new InvalidInputException(field, "is missing; give the time of the event");
    }
    long whole = wholeNumber(text);
    if (whole >= 0) {
      return whole < FIRST_MILLISECONDS ? whole * 1000 : whole;
    }
    try {
      char last = text.charAt(text.length() - 1);
      return Character.isDigit(last) && text.indexOf(':') < 0 && text.indexOf('-', 1) < 0
          ? number(Double.parseDouble(text))
          : iso(text);
    } catch (NumberFormatException | DateTimeException e) {
      throw new InvalidInputException(
          field, "is no time; give seconds or milliseconds since 1970, or ISO-8601");
    }
  }

  /**
   * The time that stands in for a position: milliseconds after {@link #POSITION_ZERO}. It
   * keeps the order of each user's events, and is the same in every run; it says nothing about when
   * they happened, and is so short that nothing ages over it.
   *
   * @return milliseconds since 1970
   */
  static long ofPosition(String text) {
    long position = wholeNumber(text);
    if (position < 0 || position > MAX_POSITION) {
      throw new InvalidInputException("pos", "is no whole number from 0 to " + MAX_POSITION);
    }
    return POSITION_ZERO.toEpochMilli() + position;
  }

  private static long number(double value) {
    double millis = Math.abs(value) < FIRST_MILLISECONDS ? value * 1000 : value;
    if (!(Math.abs(millis) <= MAX_MILLIS)) {
      throw new NumberFormatException();
    }
    return Math.round(millis);
  }

  private static long iso(String text) {
    TemporalAccessor time =
        ISO.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
    if (time instanceof OffsetDateTime offset) {
      return offset.toInstant().toEpochMilli();
    }
    LocalDateTime local =
        time instanceof LocalDateTime dateTime ? dateTime : ((LocalDate) time).atStartOfDay();
    return local.toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  /** The number, or -1 where the text is not 1 to 15 digits. */
  private static long wholeNumber(String text) {
    int length = text.length();
    if (length == 0 || length > 15) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < length; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
