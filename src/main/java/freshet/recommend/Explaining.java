package freshet.recommend;

import freshet.event.ItemId;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts into a sentence why an item is shown, or why not. */
final class Explaining {
  private Explaining() {}

  /**
   * The sentence.
   *
   * @param rank of the item, if it is among the first {@value SlateRequest#MAX_K}
   * @param k length of the slate that was asked for
   */
  static String sentence(
      ItemId item, Set<Obstacle> obstacles, OptionalInt rank, Optional<SlateItem> opinion, int k) {
    if (!obstacles.isEmpty()) {
      return "not shown: "
          + obstacles.stream().map(Obstacle::sentence).collect(Collectors.joining("; "));
    }
    if (rank.isPresent()) {
      int place = rank.getAsInt();
      String where =
          place <= k
              ? "shown at place %d of %d".formatted(place, k)
              : "not among the first %d: it would be at place %d".formatted(k, place);
      return where + opinion.map(word -> ", " + word.reason().text()).orElse("");
    }
    return opinion.isPresent()
        ? "not shown: %d others come before it at least".formatted(SlateRequest.MAX_K)
        : "not shown: nothing speaks for %s yet".formatted(item);
  }
}
