package freshet.recommend.filter;

import freshet.event.InvalidInputException;
import freshet.recommend.filter.Condition.OneOf;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads a condition from left to right, each character once, by recursive descent:
 *
 * <pre>
 * condition  = all ("or" all)*
 * all        = one ("and" one)*
 * one        = "not" one | "(" condition ")" | comparison
 * comparison = text  ("=" | "!=") word
 *            | text  ["not"] "in" "(" word ("," word)* ")"
 *            | "age" sign duration
 *            | "created" sign time
 *            | "available" [("=" | "!=") ("true" | "false")]
 * text       = "item" | "type" | "category" | "tag" | "author" | "title" | "user"
 * word       = text in quotes, single or double | "user"
 * sign       = "=" | "!=" | "&lt;" | "&lt;=" | ">" | ">="
 * duration   = digits ("s" | "m" | "h" | "d" | "w")
 * time       = in quotes, a day or a moment as ISO-8601 has it
 * </pre>
 *
 * <p>"not" binds more tightly than "and", that more than "or". A backslash in a text takes the next
 * character as it is. Words of the language may be written in capitals; {@code id} is {@code item}
 * and {@code tags} is {@code tag}.
 */
final class FilterParser {
  /** How deep parentheses and "not" may nest; bounds the stack, here and where it is tested. */
  static final int MAX_DEPTH = 32;

  private static final int MAX_SHOWN = 24;
  private static final int MAX_DIGITS = 9;
  private static final String PROPERTIES =
      "item, type, category, tag, author, title, user, age, created, available";

  private final String field;
  private final String text;
  private int at;
  private int depth;

  /**
   * @param field what the sender calls it
   * @throws InvalidInputException if it is empty or too long
   */
  FilterParser(String field, String text) {
    this.field = field;
    this.text = text;
    if (text.isBlank()) {
      throw new InvalidInputException(field, "is empty; give a condition, as in tag = \"jazz\"");
    }
    if (text.length() > Filter.MAX_LENGTH) {
      throw new InvalidInputException(
          field, "has %d characters; give at most %d".formatted(text.length(), Filter.MAX_LENGTH));
    }
  }

  Condition condition() {
    List<Condition> any = new ArrayList<>();
    do {
      any.add(all());
    } while (takeWord("or"));
    return any.size() == 1 ? any.get(0) : new Condition.Any(List.copyOf(any));
  }

  void requireEnd() {
    if (!ended()) {
      throw wrong(at, "it should end here", "join conditions with and, or");
    }
  }

  /** Where the colon is that has to come next. */
  int requireColon() {
    if (!take(":")) {
      throw wrong(at, "a colon and a factor are missing", "write them, as in tag = \"jazz\": 1.5");
    }
    return at - 1;
  }

  private Condition all() {
    List<Condition> all = new ArrayList<>();
    do {
      all.add(one());
    } while (takeWord("and"));
    return all.size() == 1 ? all.get(0) : new Condition.All(List.copyOf(all));
  }

  private Condition one() {
    if (takeWord("not")) {
      deeper();
      Condition not = new Condition.Not(one());
      depth--;
      return not;
    }
    if (take("(")) {
      deeper();
      Condition inner = condition();
      require(")", "a parenthesis is not closed", "write ) here");
      depth--;
      return inner;
    }
    return comparison();
  }

  private void deeper() {
    depth++;
    if (depth > MAX_DEPTH) {
      throw wrong(
          at, "it nests deeper than %d levels".formatted(MAX_DEPTH), "take parentheses away");
    }
  }

  private Condition comparison() {
    int start = skipBlanks();
    String property = word();
    at = start + property.length();
    return switch (property.toLowerCase(Locale.ROOT)) {
      case "item", "id" -> texts(TextProperty.ITEM);
      case "type" -> texts(TextProperty.TYPE);
      case "category" -> texts(TextProperty.CATEGORY);
      case "tag", "tags" -> texts(TextProperty.TAG);
      case "author" -> texts(TextProperty.AUTHOR);
      case "title" -> texts(TextProperty.TITLE);
      case "user" -> texts(TextProperty.USER);
      case "age" -> new Condition.Age(sign("7d"), duration());
      case "created" -> new Condition.Created(sign("\"2026-01-31\""), time());
      case "available" -> available();
      default -> throw wrong(start, "a property is expected here", "use one of " + PROPERTIES);
    };
  }

  private Condition texts(TextProperty property) {
    boolean not = takeWord("not");
    if (takeWord("in")) {
      Condition in = list(property);
      return not ? new Condition.Not(in) : in;
    }
    if (not) {
      throw wrong(at, "not is followed by something else than in", "write not in (…)");
    }
    int start = skipBlanks();
    Comparison comparison = sign("\"…\"");
    if (comparison != Comparison.EQUAL && comparison != Comparison.NOT_EQUAL) {
      throw wrong(start, "texts have no order", "use =, !=, in or not in");
    }
    Set<String> values = new HashSet<>();
    boolean user = value(values);
    Condition equal = new OneOf(property, Set.copyOf(values), user);
    return comparison == Comparison.EQUAL ? equal : new Condition.Not(equal);
  }

  private Condition list(TextProperty property) {
    require("(", "in needs a list", "write in (\"…\", \"…\")");
    Set<String> values = new HashSet<>();
    boolean user = false;
    do {
      user |= value(values);
    } while (take(","));
    require(")", "the list is not closed", "write ) or a comma here");
    return new OneOf(property, Set.copyOf(values), user);
  }

  /** Reads a value into a set, unless it is the user; whether it was. */
  private boolean value(Set<String> values) {
    int start = skipBlanks();
    if (start < text.length() && isQuote(text.charAt(start))) {
      values.add(quoted());
      return false;
    }
    if (takeWord("user")) {
      return true;
    }
    String word = word();
    throw word.isEmpty()
        ? wrong(start, "a text is expected here", "give one in quotes, or user")
        : wrong(start, "a text is not in quotes", "write \"%s\"".formatted(shown(word)));
  }

  private Condition available() {
    boolean equal = take("=");
    boolean notEqual = !equal && take("!=");
    if (!equal && !notEqual) {
      return new Condition.Available();
    }
    boolean wanted = takeWord("true");
    if (!wanted && !takeWord("false")) {
      throw wrong(skipBlanks(), "true or false is expected here", "write one of them");
    }
    return wanted == equal
        ? new Condition.Available()
        : new Condition.Not(new Condition.Available());
  }

  private Comparison sign(String example) {
    // Longer ones first: < is the beginning of <=.
    for (Comparison comparison :
        List.of(
            Comparison.AT_MOST,
            Comparison.AT_LEAST,
            Comparison.NOT_EQUAL,
            Comparison.LESS,
            Comparison.MORE,
            Comparison.EQUAL)) {
      if (take(comparison.sign())) {
        return comparison;
      }
    }
    throw wrong(skipBlanks(), "a comparison is expected here", "write one, as in = " + example);
  }

  private Duration duration() {
    int start = skipBlanks();
    int end = start;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    long seconds =
        switch (end < text.length() ? Character.toLowerCase(text.charAt(end)) : ' ') {
          case 's' -> 1;
          case 'm' -> 60;
          case 'h' -> 3_600;
          case 'd' -> 86_400;
          case 'w' -> 7 * 86_400;
          default -> 0;
        };
    boolean ends = end + 1 >= text.length() || !isWordPart(text.charAt(end + 1));
    if (end == start || end - start > MAX_DIGITS || seconds == 0 || !ends) {
      throw wrong(start, "an age is expected here", "give one such as 90m, 24h, 7d or 2w");
    }
    at = end + 1;
    return Duration.ofSeconds(seconds * Long.parseLong(text.substring(start, end)));
  }

  private Instant time() {
    int start = skipBlanks();
    String cure = "give one such as \"2026-01-31\" or \"2026-01-31T12:00:00Z\"";
    if (start == text.length() || !isQuote(text.charAt(start))) {
      throw wrong(start, "a time in quotes is expected here", cure);
    }
    String time = quoted();
    try {
      return time.indexOf('T') < 0
          ? LocalDate.parse(time).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(time);
    } catch (DateTimeException e) {
      InvalidInputException wrong = wrong(start, "this is no time", cure);
      wrong.initCause(e);
      throw wrong;
    }
  }

  /** The text in quotes that begins here. */
  private String quoted() {
    int start = at;
    char quote = text.charAt(at);
    StringBuilder value = new StringBuilder();
    for (int i = start + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == quote) {
        at = i + 1;
        return value.toString();
      }
      if (c == '\\' && i + 1 < text.length()) {
        i++;
      }
      value.append(text.charAt(i));
    }
    throw wrong(start, "the quotes are not closed", "write %s at the end".formatted(quote));
  }

  private boolean ended() {
    return skipBlanks() == text.length();
  }

  private int skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private boolean take(String sign) {
    if (!text.startsWith(sign, skipBlanks())) {
      return false;
    }
    at += sign.length();
    return true;
  }

  private void require(String sign, String problem, String cure) {
    if (!take(sign)) {
      throw wrong(at, problem, cure);
    }
  }

  /** Takes a word of the language, if it is the next. */
  private boolean takeWord(String word) {
    skipBlanks();
    if (!word().equalsIgnoreCase(word)) {
      return false;
    }
    at += word.length();
    return true;
  }

  /** The word that begins here; empty if none does. */
  private String word() {
    int end = at;
    while (end < text.length() && isWordPart(text.charAt(end))) {
      end++;
    }
    return text.substring(at, end);
  }

  private static boolean isWordPart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || c == '_' || c == '-';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }

  /**
   * What is wrong, and where.
   *
   * @param place index of the character, from 0
   */
  InvalidInputException wrong(int place, String problem, String cure) {
    String found =
        place >= text.length() ? "its end" : "“%s”".formatted(shown(text.substring(place)));
    return new InvalidInputException(
        field,
        "cannot be read at character %d, %s: %s; %s".formatted(place + 1, found, problem, cure));
  }

  /** The beginning of a text of strangers, on one line. */
  private static String shown(String stranger) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < Math.min(MAX_SHOWN, stranger.length()); i++) {
      char c = stranger.charAt(i);
      boolean plain = (c >= ' ' && c <= '~') || Character.isLetterOrDigit(c);
      shown.append(plain && c != ';' ? c : '?');
    }
    return stranger.length() > MAX_SHOWN ? shown.append('…').toString() : shown.toString();
  }
}
