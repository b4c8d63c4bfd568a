package freshet.recommend;

import freshet.decay.HalfLife;
import freshet.event.ContentType;
import freshet.event.InvalidInputException;
import freshet.event.ItemId;
import freshet.recommend.Popularity.Popular;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Items whose decayed count grows against a longer half-life. */
final class TrendingItems {
  private static final Comparator<SlateItem> BEST_FIRST =
      Comparator.comparingDouble(SlateItem::score)
          .reversed()
          .thenComparing(item -> item.item().value());

  private final Popularity popularity;
  private final Reasons reasons;
  private final List<HalfLife> halfLives;

  TrendingItems(Popularity popularity, Reasons reasons) {
    this.popularity = popularity;
    this.reasons = reasons;
    this.halfLives = popularity.halfLives();
  }

  /**
   * At most {@code k} of them, best first.
   *
   * @param type only of the lists of this type
   * @param index of the half-life, as {@link #index} gives it
   * @param showable what may be shown of them
   */
  List<SlateItem> of(
      Optional<ContentType> type, int index, int k, Showable showable, Problems problems) {
    Map<Optional<ContentType>, List<Popular>> tops =
        problems.guard(Layer.POPULARITY, Map.of(), popularity::tops);
    Map<ItemId, SlateItem> items = new HashMap<>();
    tops.forEach(
        (listType, populars) -> {
          if (type.isEmpty() || listType.equals(type)) {
            for (Popular popular : populars) {
              trend(popular, index, listType, showable)
                  .ifPresent(item -> items.merge(item.item(), item, TrendingItems::better));
            }
          }
        });
    return items.values().stream().sorted(BEST_FIRST).limit(k).toList();
  }

  /** An item is on two lists for a moment when the site has changed its type. */
  private static SlateItem better(SlateItem a, SlateItem b) {
    return a.score() > b.score()
            || (a.score() == b.score() && a.reason().text().compareTo(b.reason().text()) < 0)
        ? a
        : b;
  }

  /**
   * Which of the half-lives is asked for; the shortest where none is.
   *
   * @throws InvalidInputException if it is not kept, or no longer one is kept to compare it with
   */
  int index(Optional<HalfLife> halfLife) {
    int index = halfLife.map(halfLives::indexOf).orElse(0);
    List<HalfLife> comparable = halfLives.subList(0, halfLives.size() - 1);
    if (halfLife.isPresent() && (index < 0 || index >= comparable.size())) {
      throw new InvalidInputException(
          "half-life",
          comparable.isEmpty()
              ? "is not kept, nor is any other; leave it out"
              : "is not kept; give one of "
                  + comparable.stream()
                      .map(one -> one.duration().toString())
                      .collect(Collectors.joining(", ")));
    }
    return index;
  }

  /**
   * Trend: the item's share by the half-life, times its growth, which is that share's part of
   * itself and the share by the next longer half-life: 1/2 where both are equal, near 1 for what
   * surges.
   */
  private Optional<SlateItem> trend(
      Popular popular, int index, Optional<ContentType> type, Showable showable) {
    double now = popular.shares().get(index);
    double before = popular.shares().get(Math.min(index + 1, popular.shares().size() - 1));
    if (!(now > 0) || !showable.test(popular.item())) {
      return Optional.empty();
    }
    double score = now * (now / (now + before));
    return Optional.of(
        new SlateItem(
            popular.item(),
            score,
            Layer.POPULARITY,
            reasons.reason(new Evidence.Popular(type)),
            Map.of(Layer.POPULARITY, score)));
  }
}
