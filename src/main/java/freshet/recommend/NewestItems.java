package freshet.recommend;

import freshet.event.Item;
import freshet.event.ItemId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The newest items that may be shown. */
final class NewestItems {
  /** Where so many may not be shown, it is the request that is narrow. */
  private static final int DEEPEST = 20_000;

  private final Catalogue catalogue;
  private final Reasons reasons;

  NewestItems(Catalogue catalogue, Reasons reasons) {
    this.catalogue = catalogue;
    this.reasons = reasons;
  }

  /**
   * Those that follow on a slate that is too short, behind all others.
   *
   * @param items of the slate; may be none
   * @param k how many the slate should have
   * @param tag that all have which are wanted, if that is known
   */
  List<SlateItem> behind(List<SlateItem> items, int k, Showable showable, Optional<String> tag) {
    int missing = k - items.size();
    double least = items.stream().mapToDouble(SlateItem::score).min().orElse(1);
    List<SlateItem> filling = new ArrayList<>(missing);
    for (Item item : newest(items, k, showable, tag)) {
      filling.add(
          new SlateItem(
              item.id(),
              least * (missing - filling.size()) / (missing + 1),
              Layer.POPULARITY,
              reasons.reason(new Evidence.New(Optional.of(item.type()))),
              Map.of()));
    }
    return filling;
  }

  /** Looks further back until there are enough. */
  private List<Item> newest(List<SlateItem> items, int k, Showable showable, Optional<String> tag) {
    int missing = k - items.size();
    Set<ItemId> present = new HashSet<>();
    items.forEach(item -> present.add(item.item()));
    List<Item> newest = new ArrayList<>(missing);
    int looked = 0;
    int asked = k;
    do {
      asked *= 4;
      List<Item> offered =
          tag.isPresent()
              ? catalogue.withTag(tag.get(), asked)
              : catalogue.newest(showable.type(), asked);
      for (Item item : offered.subList(Math.min(looked, offered.size()), offered.size())) {
        if (newest.size() < missing && showable.test(item) && present.add(item.id())) {
          newest.add(item);
        }
      }
      looked = offered.size();
    } while (newest.size() < missing && looked == asked && looked < DEEPEST);
    return newest;
  }
}
