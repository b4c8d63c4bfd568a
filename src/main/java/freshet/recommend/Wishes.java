package freshet.recommend;

import freshet.event.ContentType;
import freshet.event.InvalidInputException;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.recommend.filter.Asker;
import freshet.recommend.filter.Boost;
import freshet.recommend.filter.Filter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a caller may want of a slate besides its length and the type of its items.
 *
 * @param tag only items with this tag
 * @param category only items of this category
 * @param filter only items it lets through
 * @param boosts multiply scores, each those of the items it names; at most {@value #MAX_BOOSTS}
 * @param diversity instead of that in the settings, 0 to 1
 * @param freshness by what share the youngest items are lifted, instead of that in the settings, 0
 *     to 10
 * @param fatigue by what share an item sinks each time it was shown and left alone, instead of that
 *     in the settings, 0 to {@value RecommendSettings#MOST_FATIGUE}
 * @param shown what the slates before this one have shown, which it must not repeat
 */
public record Wishes(
    Optional<String> tag,
    Optional<String> category,
    Optional<Filter> filter,
    List<Boost> boosts,
    OptionalDouble diversity,
    OptionalDouble freshness,
    OptionalDouble fatigue,
    Shown shown) {
  public static final int MAX_BOOSTS = 20;

  /** None. */
  public static final Wishes NONE =
      new Wishes(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          Shown.NOTHING);

  public Wishes {
    boosts = List.copyOf(boosts);
    if (boosts.size() > MAX_BOOSTS) {
      throw new InvalidInputException(
          "boost", "is given %d times; give at most %d".formatted(boosts.size(), MAX_BOOSTS));
    }
    requireRange("diversity", diversity, 1);
    requireRange("freshness", freshness, 10);
    requireRange("fatigue", fatigue, RecommendSettings.MOST_FATIGUE);
  }

  /** Wishes that have nothing to say about fatigue. */
  public Wishes(
      Optional<String> tag,
      Optional<String> category,
      Optional<Filter> filter,
      List<Boost> boosts,
      OptionalDouble diversity,
      OptionalDouble freshness,
      Shown shown) {
    this(tag, category, filter, boosts, diversity, freshness, OptionalDouble.empty(), shown);
  }

  private static void requireRange(String field, OptionalDouble value, double most) {
    if (value.isPresent() && !(value.getAsDouble() >= 0 && value.getAsDouble() <= most)) {
      throw new InvalidInputException(
          field,
          "is %s; give 0 to %s"
              .formatted(
                  value.getAsDouble(), most == Math.rint(most) ? (Object) (int) most : most));
    }
  }

  /** The same, not to repeat what was shown. */
  public Wishes after(Shown before) {
    return new Wishes(tag, category, filter, boosts, diversity, freshness, fatigue, before);
  }

  /** Whether they keep some items out for what they are. */
  boolean narrow() {
    return tag.isPresent() || category.isPresent() || filter.isPresent();
  }

  /** A tag that all items have which are wanted, if that is plain to see. */
  Optional<String> onlyTag() {
    return tag.or(() -> filter.flatMap(Filter::tag));
  }

  /** The content type that all items have which are wanted, if that is plain to see. */
  Optional<ContentType> onlyType() {
    return filter.flatMap(Filter::type);
  }

  /** Whether an item passes the tag, the category and the filter. */
  boolean pass(ItemId id, Optional<Item> item, Asker asker) {
    return (tag.isEmpty() || (item.isPresent() && item.get().tags().contains(tag.get())))
        && (category.isEmpty() || (item.isPresent() && item.get().category().equals(category)))
        && (filter.isEmpty() || filter.get().test(id, item, asker));
  }

  /** What the boosts make of an item's score. */
  double boost(ItemId id, Optional<Item> item, Asker asker) {
    double product = 1;
    for (Boost boost : boosts) {
      if (boost.items().test(id, item, asker)) {
        product *= boost.factor();
      }
    }
    return product;
  }

  /** Which items of the pages to come may be shown; all, if nothing is asked. */
  Showable.Wanted wanted(Asker asker) {
    if (!narrow() && shown.isEmpty()) {
      return Showable.Wanted.ANY;
    }
    return (id, item) -> !shown.contains(id) && pass(id, item, asker);
  }
}
