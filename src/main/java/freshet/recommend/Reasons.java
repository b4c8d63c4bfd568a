package freshet.recommend;

import freshet.event.ContentType;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.recommend.Reason.Kind;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts evidence into words that a person reads under an item. */
final class Reasons {
  private static final Map<String, String> VERBS =
      Map.of(
          "view", "viewed",
          "like", "liked",
          "bookmark", "bookmarked",
          "play", "played",
          "comment", "commented on",
          "follow", "followed",
          "share", "shared",
          "purchase", "bought",
          "rate", "rated",
          "save", "saved");

  private static final Set<String> UNCOUNTABLE =
      Set.of("audio", "content", "media", "music", "software");

  private final Catalogue catalogue;

  Reasons(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  Reason reason(Evidence evidence) {
    if (evidence instanceof Evidence.After after) {
      ItemId item = after.touch().item();
      String verb = VERBS.get(after.touch().type().name());
      // The name of a type that a site added may be a verb or a noun: no sentence holds both.
      return new Reason(
          Kind.AFTER,
          (verb == null ? "because of " : "because you " + verb + " ") + name(item),
          Optional.of(item));
    }
    if (evidence instanceof Evidence.Again again) {
      String verb = VERBS.get(again.touch().type().name());
      return new Reason(
          Kind.AGAIN,
          verb == null ? "you were here lately" : "you " + verb + " it lately",
          Optional.of(again.touch().item()));
    }
    if (evidence instanceof Evidence.Follows follows) {
      return new Reason(
          Kind.FOLLOWS, "often chosen after " + name(follows.item()), Optional.of(follows.item()));
    }
    if (evidence instanceof Evidence.Tagged tagged) {
      return new Reason(Kind.TAG, "more about " + tagged.tag(), Optional.empty());
    }
    if (evidence instanceof Evidence.Popular popular) {
      return new Reason(
          Kind.POPULAR,
          popular.type().map(type -> "trending in " + plural(type)).orElse("trending now"),
          Optional.empty());
    }
    Evidence.New fresh = (Evidence.New) evidence;
    return new Reason(
        Kind.NEW,
        fresh.type().map(type -> "new in " + plural(type)).orElse("new"),
        Optional.empty());
  }

  /** For an item that nothing speaks for. */
  Reason unknown() {
    return new Reason(Kind.NONE, "nothing speaks for it yet", Optional.empty());
  }

  private String name(ItemId item) {
    return catalogue.find(item).map(Item::name).orElse(item.value());
  }

  /** What a person calls all items of a type: blog-post, blog posts. */
  static String plural(ContentType type) {
    String word = type.value().replace('-', ' ').replace('_', ' ');
    if (!word.matches(".*[a-z]") || UNCOUNTABLE.contains(word.toLowerCase(Locale.ROOT))) {
      return word;
    }
    if (word.matches(".*[^aeiou]y")) {
      return word.substring(0, word.length() - 1) + "ies";
    }
    if (word.matches(".*(ss|x|z|ch|sh)")) {
      return word + "es";
    }
    return word.endsWith("s") ? word : word + "s";
  }
}
