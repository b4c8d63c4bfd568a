package freshet.http.slate;

import freshet.decay.HalfLife;
import freshet.event.ContentType;
import freshet.event.InvalidInputException;
import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.http.exchange.QueryParameters;
import freshet.http.exchange.Words;
import freshet.recommend.Preset;
import freshet.recommend.Presets;
import freshet.recommend.RecommendSettings;
import freshet.recommend.Scenario;
import freshet.recommend.Shown;
import freshet.recommend.SlateRequest;
import freshet.recommend.Wishes;
import freshet.recommend.filter.Boost;
import freshet.recommend.filter.Filter;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The query parameters that ask for a slate. */
final class SlateQuery {
  /** What may be said of every slate. */
  static final List<String> PLAIN = List.of("k", "type", "tag", "category", "filter", "exclude");

  /** What may be said besides of a slate for somebody. */
  static final List<String> PERSONAL =
      List.of("boost", "diversity", "freshness", "fatigue", "scenario", "again", "explain");

  static final int DEFAULT_K = 10;
  private static final int MAX_ID = 256;
  private static final Pattern SHORT_DURATION = Pattern.compile("([0-9]{1,9})([smhd])");

  private final Set<String> known;
  private final QueryParameters parameters;
  private final Presets presets;

  private SlateQuery(Set<String> known, QueryParameters parameters, Presets presets) {
    this.known = known;
    this.parameters = parameters;
    this.presets = presets;
    // An unknown one is said before anything else that is wrong.
    one("scenario").ifPresent(presets.scenarios()::named);
  }

  /**
   * Reads the query of a request that may hold what can be said of every slate.
   *
   * @param more what else it may hold
   */
  static SlateQuery plain(Context ctx, String... more) {
    return of(ctx, Presets.NONE, PLAIN, List.of(more));
  }

  /**
   * Reads the query of a request for somebody.
   *
   * @param more what else it may hold
   */
  static SlateQuery personal(Context ctx, Presets presets, String... more) {
    return of(ctx, presets, PLAIN, PERSONAL, List.of(more));
  }

  /**
   * Reads the query of a request for somebody that cannot hold one of these.
   *
   * @param more what else it may hold
   */
  static SlateQuery personalWithout(String one, Context ctx, Presets presets, String... more) {
    return of(
        ctx,
        presets,
        PLAIN.stream().filter(name -> !name.equals(one)).toList(),
        PERSONAL.stream().filter(name -> !name.equals(one)).toList(),
        List.of(more));
  }

  /** Reads the query of a request that may hold these and nothing else. */
  static SlateQuery only(Context ctx, String... names) {
    return of(ctx, Presets.NONE, List.of(names));
  }

  @SafeVarargs
  private static SlateQuery of(Context ctx, Presets presets, List<String>... names) {
    Set<String> known = new LinkedHashSet<>();
    for (List<String> some : names) {
      known.addAll(some);
    }
    return new SlateQuery(known, QueryParameters.of(ctx, known.toArray(String[]::new)), presets);
  }

  /** The value of a parameter; empty also where the request cannot have it. */
  Optional<String> one(String name) {
    return known.contains(name) ? parameters.one(name) : Optional.empty();
  }

  private OptionalDouble number(String name, double max, OptionalDouble otherwise) {
    OptionalDouble given =
        known.contains(name) ? parameters.number(name, 0, max) : OptionalDouble.empty();
    return given.isPresent() ? given : otherwise;
  }

  /**
   * What the scenario it names and the experiments of a user say.
   *
   * @param user for whom; empty for somebody nobody knows
   */
  Preset preset(Optional<UserId> user) {
    return presets.of(one("scenario"), user);
  }

  /** What is asked for by somebody nobody knows. */
  SlateRequest request() {
    return request(Optional.empty(), preset(Optional.empty()));
  }

  /**
   * What is asked for; what is said in the query wins over what the preset says.
   *
   * @param user for whom; empty for somebody nobody knows
   */
  SlateRequest request(Optional<UserId> user, Preset preset) {
    Scenario settings = preset.settings();
    return new SlateRequest(
        user,
        Optional.empty(),
        k(settings),
        type().or(settings::type),
        exclude(),
        known.contains("again") && parameters.flag("again"),
        wishes(settings));
  }

  /** Of this content type, if one is named. */
  Optional<ContentType> type() {
    return one("type").map(ContentType::new);
  }

  int k() {
    return k(Scenario.NONE);
  }

  private int k(Scenario settings) {
    int otherwise = settings.k().orElse(DEFAULT_K);
    return known.contains("k")
        ? parameters.wholeNumber("k", otherwise, 1, SlateRequest.MAX_K)
        : otherwise;
  }

  private Wishes wishes(Scenario settings) {
    List<Boost> boosts =
        known.contains("boost")
            ? parameters.all("boost").stream().map(rule -> Boost.parse("boost", rule)).toList()
            : List.of();
    return new Wishes(
        one("tag").or(settings::tag),
        one("category").or(settings::category),
        one("filter").map(text -> Filter.parse("filter", text)).or(settings::filter),
        boosts.isEmpty() ? settings.boosts() : boosts,
        number("diversity", 1, settings.diversity()),
        number("freshness", 10, settings.freshness()),
        number("fatigue", RecommendSettings.MOST_FATIGUE, settings.fatigue()),
        one("cursor").map(Cursor::read).orElse(Shown.NOTHING));
  }

  boolean explain() {
    return known.contains("explain") && parameters.flag("explain");
  }

  /**
   * Refuses what has no say in the answer.
   *
   * @param where it has none
   */
  void refuse(String where, String... names) {
    for (String name : names) {
      if (!parameters.all(name).isEmpty()) {
        throw new InvalidInputException(name, "has no say %s; leave it out".formatted(where));
      }
    }
  }

  /**
   * Items joined by commas, in one parameter or several. Since many clients encode every comma, an
   * encoded one separates too; an id that holds commas itself is excluded along with its parts.
   */
  private Set<ItemId> exclude() {
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
