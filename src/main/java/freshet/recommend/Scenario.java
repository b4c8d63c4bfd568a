package freshet.recommend;

import freshet.event.ContentType;
import freshet.event.InvalidInputException;
import freshet.recommend.filter.Boost;
import freshet.recommend.filter.Filter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What is wanted at one place of a site, by a name: dashboard, sidebar, mail. A request that names
 * it may say otherwise, one thing at a time.
 *
 * @param k length of the slate, 1 to {@value SlateRequest#MAX_K}
 * @param type content type of its items
 * @param tag that its items have
 * @param category of its items
 * @param filter that its items pass
 * @param boosts of its items' scores
 * @param diversity 0 to 1
 * @param freshness 0 to 10
 */
public record Scenario(
    OptionalInt k,
    Optional<ContentType> type,
    Optional<String> tag,
    Optional<String> category,
    Optional<Filter> filter,
    List<Boost> boosts,
    OptionalDouble diversity,
    OptionalDouble freshness) {

  /** Nothing in particular is wanted. */
  public static final Scenario NONE =
      new Scenario(
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          OptionalDouble.empty(),
          OptionalDouble.empty());

  public Scenario {
    boosts = List.copyOf(boosts);
    if (k.isPresent() && (k.getAsInt() < 1 || k.getAsInt() > SlateRequest.MAX_K)) {
      throw new InvalidInputException(
          "k", "is %d; give 1 to %d".formatted(k.getAsInt(), SlateRequest.MAX_K));
    }
    // The rest has the ranges that it has in a request.
    var unused = new Wishes(tag, category, filter, boosts, diversity, freshness, Shown.NOTHING);
  }
}
