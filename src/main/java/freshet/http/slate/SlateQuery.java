package freshet.http.slate;

import freshet.decay.HalfLife;
import freshet.event.ContentType;
import freshet.event.InvalidInputException;
import freshet.event.ItemId;
import freshet.http.exchange.QueryParameters;
import freshet.http.exchange.Words;
import freshet.recommend.SlateRequest;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The query parameters that ask for a slate. */
final class SlateQuery {
  static final int DEFAULT_K = 10;
  private static final int MAX_ID = 256;
  private static final Pattern SHORT_DURATION = Pattern.compile("([0-9]{1,9})([smhd])");

  private final QueryParameters parameters;

  SlateQuery(QueryParameters parameters) {
    this.parameters = parameters;
  }

  int k() {
    return parameters.wholeNumber("k", DEFAULT_K, 1, SlateRequest.MAX_K);
  }

  Optional<ContentType> type() {
    return parameters.one("type").map(ContentType::new);
  }

  boolean explain() {
    return parameters.flag("explain");
  }

  /**
   * Items joined by commas, in one parameter or several. Since many clients encode every comma, an
   * encoded one separates too; an id that holds commas itself is excluded along with its parts.
   */
  Set<ItemId> exclude() {
    Set<ItemId> exclude = new LinkedHashSet<>();
    for (String value : parameters.all("exclude")) {
      String[] parts = value.split(",", -1);
      for (String part : parts) {
        if (!part.isBlank()) {
          exclude.add(excluded(part.strip()));
        }
      }
      if (parts.length > 1 && value.length() <= MAX_ID) {
        exclude.add(excluded(value));
      }
    }
    return exclude;
  }

  private static ItemId excluded(String id) {
    try {
      return new ItemId(id);
    } catch (InvalidInputException e) {
      InvalidInputException named =
          new InvalidInputException("exclude", "holds a bad id: " + e.getMessage());
      named.initCause(e);
      throw named;
    }
  }

  /** A half-life, as 90m, 24h, 7d, never, or as ISO-8601 writes durations. */
  Optional<HalfLife> halfLife() {
    return parameters.one("half-life").map(SlateQuery::halfLife);
  }

  private static HalfLife halfLife(String text) {
    if (text.equals("never")) {
      return HalfLife.NEVER;
    }
    try {
      return new HalfLife(duration(text));
    } catch (DateTimeParseException | ArithmeticException e) {
      InvalidInputException invalid =
          new InvalidInputException(
              "half-life",
              "is \"%s\"; give something like 1h, 24h, 7d or PT1H".formatted(Words.shown(text)));
      invalid.initCause(e);
      throw invalid;
    } catch (IllegalArgumentException e) {
      InvalidInputException invalid =
          new InvalidInputException(
              "half-life",
              "is \"%s\", which is too short; give at least 1m".formatted(Words.shown(text)));
      invalid.initCause(e);
      throw invalid;
    }
  }

  private static Duration duration(String text) {
    Matcher matcher = SHORT_DURATION.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return Duration.parse(text);
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}
