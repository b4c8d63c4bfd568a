package freshet.recommend;

import freshet.event.ContentType;
import freshet.event.InvalidInputException;
import freshet.recommend.filter.Boost;
import freshet.recommend.filter.Filter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

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
 * @param fatigue 0 to {@value RecommendSettings#MOST_FATIGUE}
 */
public record Scenario(
    OptionalInt k,
    Optional<ContentType> type,
    Optional<String> tag,
    Optional<String> category,
    Optional<Filter> filter,
    List<Boost> boosts,
    OptionalDouble diversity,
    OptionalDouble freshness,
    OptionalDouble fatigue) {

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
          OptionalDouble.empty(),
          OptionalDouble.empty());

  public Scenario {
    boosts = List.copyOf(boosts);
    if (k.isPresent() && (k.getAsInt() < 1 || k.getAsInt() > SlateRequest.MAX_K)) {
      throw new InvalidInputException(
          "k", "is %d; give 1 to %d".formatted(k.getAsInt(), SlateRequest.MAX_K));
    }
    // The rest has the ranges that it has in a request.
    var unused =
        new Wishes(tag, category, filter, boosts, diversity, freshness, fatigue, Shown.NOTHING);
  }

  /** What it says besides length and type, for the first slate. */
  public Wishes wishes() {
    return new Wishes(tag, category, filter, boosts, diversity, freshness, fatigue, Shown.NOTHING);
  }

  /** All of it, and of another what this one says nothing about. */
  public Scenario over(Scenario other) {
    return new Scenario(
        k.isPresent() ? k : other.k,
        type.or(() -> other.type),
        tag.or(() -> other.tag),
        category.or(() -> other.category),
        filter.or(() -> other.filter),
        boosts.isEmpty() ? other.boosts : boosts,
        diversity.isPresent() ? diversity : other.diversity,
        freshness.isPresent() ? freshness : other.freshness,
        fatigue.isPresent() ? fatigue : other.fatigue);
  }

  /** What it says something about, by the names of the settings. */
  public Set<String> says() {
    Set<String> said = new LinkedHashSet<>();
    note(said, "k", k.isPresent());
    note(said, "type", type.isPresent());
    note(said, "tag", tag.isPresent());
    note(said, "category", category.isPresent());
    note(said, "filter", filter.isPresent());
    note(said, "boosts", !boosts.isEmpty());
    note(said, "diversity", diversity.isPresent());
    note(said, "freshness", freshness.isPresent());
    note(said, "fatigue", fatigue.isPresent());
    return said;
  }

  private static void note(Set<String> said, String name, boolean isSaid) {
    if (isSaid) {
      said.add(name);
    }
  }
}
