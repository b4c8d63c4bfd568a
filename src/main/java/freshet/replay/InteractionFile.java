package freshet.replay;

import freshet.event.InvalidInputException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** A file with one interaction per row. */
final class InteractionFile implements RowParser<LoggedInteraction> {
  static final String NEEDED = "user (or session), item and timestamp (or pos)";
  private static final String DEFAULT_TYPE = "view";

  private final DelimitedFile file;
  private final int user;
  private final int item;
  private final int type;
  private final int time;
  private final int position;
  private final int session;
  private final int value;

  InteractionFile(DelimitedFile file, List<String> header) {
    this.file = file;
    session = Column.SESSION.in(header);
    user = Column.USER.in(header) >= 0 ? Column.USER.in(header) : session;
    item = Column.ITEM.in(header);
    type = Column.TYPE.in(header);
    time = Column.TIME.in(header);
    position = Column.POSITION.in(header);
    value = Column.VALUE.in(header);
  }

  /** Whether a file with this header can be read as interactions. */
  static boolean fits(List<String> header) {
    return (Column.USER.in(header) >= 0 || Column.SESSION.in(header) >= 0)
        && Column.ITEM.in(header) >= 0
        && (Column.TIME.in(header) >= 0 || Column.POSITION.in(header) >= 0);
  }

  @Override
  public DelimitedFile file() {
    return file;
  }

  /** Whether it has event times, not just positions. */
  boolean isTimed() {
    return time >= 0;
  }

  @Override
  public LoggedInteraction parse(Row row) {
    String session = row.cell(this.session);
    return new LoggedInteraction(
        required("user", row.id("user", user)),
        required("item", row.id("item", item)),
        typeName(row.cell(type)),
        Instant.ofEpochMilli(time(row)),
        session.isEmpty() ? Optional.empty() : Optional.of(session),
        seconds(row.cell(value)),
        row.origin());
  }

  private long time(Row row) {
    return time >= 0
        ? EventTime.parse("time", row.cell(time))
        : EventTime.ofPosition(row.cell(position));
  }

  private static String required(String field, String text) {
    if (text.isEmpty()) {
      throw new InvalidInputException(field, "is missing");
    }
    return text;
  }

  private static String typeName(String text) {
    return text.isEmpty()
        ? DEFAULT_TYPE
        : text.toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
  }

  /** A value that is no number of seconds means something else to whoever wrote the log. */
  private static OptionalDouble seconds(String text) {
    if (text.isEmpty()) {
      return OptionalDouble.empty();
    }
    try {
      double seconds = Double.parseDouble(text);
      return seconds >= 0 && Double.isFinite(seconds)
          ? OptionalDouble.of(seconds)
          : OptionalDouble.empty();
    } catch (NumberFormatException notSeconds) {
      return OptionalDouble.empty();
    }
  }
}
