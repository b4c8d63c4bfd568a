package freshet.replay;

import java.util.List;
import java.util.Locale;

/**
 * What a column of a log can mean. Names are compared without regard to case, {@code _}, {@code -}
 * and spaces: {@code SessionId} is {@code session_id}.
 *
 * @param names those it goes by, the most usual first
 */
record Column(List<String> names) {
  static final Column USER = named("user", "userid", "visitor", "visitorid");
  static final Column ITEM = named("item", "itemid");
  static final Column TYPE = named("type", "event", "eventtype", "interactiontype");
  static final Column TIME = named("timestamp", "time", "ts", "eventtime");
  static final Column POSITION = named("pos", "position");
  static final Column SESSION = named("session", "sessionid");
  static final Column VALUE = named("value", "seconds");

  static final Column CONTENT_TYPE = named("type", "itemtype", "contenttype");
  static final Column TITLE = named("title", "name");
  static final Column TAGS = named("tags", "genres");
  static final Column CATEGORY = named("category");
  static final Column AUTHOR = named("author");
  static final Column CREATED = named("created", "createdat", "firstevent");
  static final Column AVAILABLE = named("available");

  private static Column named(String... names) {
    return new Column(List.of(names));
  }

  /** Where it stands in a header, or -1; of several matches the more usual name wins. */
  int in(List<String> header) {
    List<String> plain = header.stream().map(Column::plain).toList();
    return names.stream()
        .mapToInt(plain::indexOf)
        .filter(index -> index >= 0)
        .findFirst()
        .orElse(-1);
  }

  private static String plain(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replaceAll("[_\\- ]", "");
  }
}
