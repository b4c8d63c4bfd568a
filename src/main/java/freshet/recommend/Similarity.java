package freshet.recommend;

import freshet.event.Item;
import java.util.List;
import java.util.Optional;

/**
 * How alike two items are by what the site says about them, 0 to 1: 0.7 of it the Jaccard
 * coefficient of their tags, 0.15 each a shared category and a shared author.
 */
final class Similarity {
  private static final double TAGS = 0.7;
  private static final double CATEGORY = 0.15;
  private static final double AUTHOR = 0.15;

  private Similarity() {}

  /** 0 where one of them is not described. */
  static double between(Optional<Item> a, Optional<Item> b) {
    return a.isPresent() && b.isPresent() ? between(a.get(), b.get()) : 0;
  }

  static double between(Item a, Item b) {
    double similarity = TAGS * jaccard(a.tags(), b.tags());
    if (a.category().isPresent() && a.category().equals(b.category())) {
      similarity += CATEGORY;
    }
    if (a.author().isPresent() && a.author().equals(b.author())) {
      similarity += AUTHOR;
    }
    return similarity;
  }

  /** Tags are few and without repeats: comparing all pairs beats building sets. */
  private static double jaccard(List<String> a, List<String> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return 0;
    }
    int shared = 0;
    for (String tag : a) {
      if (b.contains(tag)) {
        shared++;
      }
    }
    return (double) shared / (a.size() + b.size() - shared);
  }
}
