package freshet.recommend;

import freshet.event.ContentType;
import freshet.event.Item;
import freshet.event.ItemId;
import java.util.Map;
import java.util.Optional;

/** Puts evidence into words that a person reads under an item. */
final class Reasons {
  private static final Map<String, String> VERBS =
      Map.of("view", "viewed", "like", "liked", "bookmark", "bookmarked", "play", "played");

  private final Catalogue catalogue;

  Reasons(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  Reason reason(Evidence evidence) {
    if (evidence instanceof Evidence.After after) {
      ItemId item = after.touch().item();
      String type = after.touch().type().name();
      String verb = VERBS.get(type);
      return new Reason(
          verb == null
              ? "because of your %s on %s".formatted(type.replace('-', ' '), name(item))
              : "because you %s %s".formatted(verb, name(item)),
          Optional.of(item));
    }
    if (evidence instanceof Evidence.Follows follows) {
      return new Reason("often chosen after " + name(follows.item()), Optional.of(follows.item()));
    }
    if (evidence instanceof Evidence.Tagged tagged) {
      return new Reason("more about " + tagged.tag(), Optional.empty());
    }
    if (evidence instanceof Evidence.Popular popular) {
      return new Reason("trending" + in(popular.type()), Optional.empty());
    }
    Evidence.New fresh = (Evidence.New) evidence;
    return new Reason("new" + in(fresh.type()), Optional.empty());
  }

  private String name(ItemId item) {
    return catalogue.find(item).map(Item::name).orElse(item.value());
  }

  private static String in(Optional<ContentType> type) {
    return type.map(known -> " in " + plural(known.value().replace('-', ' '))).orElse(" now");
  }

  private static String plural(String word) {
    return word.endsWith("s") ? word : word + "s";
  }
}
