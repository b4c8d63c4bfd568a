package freshet.recommend;

import freshet.event.Item;
import freshet.event.ItemId;
import freshet.recommend.Neighbourhood.Neighbour;
import freshet.recommend.Neighbourhood.Neighbours;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Items that go with one item: what people touch after it, then what is like it by its tags. */
final class SimilarItems {
  private final Neighbourhood neighbourhood;
  private final Catalogue catalogue;
  private final Reasons reasons;

  SimilarItems(Neighbourhood neighbourhood, Catalogue catalogue, Reasons reasons) {
    this.neighbourhood = neighbourhood;
    this.catalogue = catalogue;
    this.reasons = reasons;
  }

  /** At most {@code k} of them that may be shown, best first, without the item itself. */
  List<SlateItem> of(ItemId item, int k, Showable showable, Problems problems) {
    List<SlateItem> similar = new ArrayList<>(k);
    Set<ItemId> present = new HashSet<>(Set.of(item));
    Neighbours neighbours =
        problems.guard(Layer.COLLABORATIVE, Neighbours.NONE, () -> neighbourhood.of(item));
    for (Neighbour neighbour : neighbours.neighbours()) {
      if (similar.size() < k
          && neighbour.probability() > 0
          && showable.test(neighbour.item())
          && present.add(neighbour.item())) {
        similar.add(follower(item, neighbour));
      }
    }
    if (similar.size() < k) {
      double least = similar.isEmpty() ? 1 : similar.get(similar.size() - 1).score();
      alike(item, present, showable).stream()
          .limit(k - similar.size())
          .map(other -> other.toSlateItem(least, reasons))
          .forEach(similar::add);
    }
    return similar;
  }

  private SlateItem follower(ItemId item, Neighbour neighbour) {
    return new SlateItem(
        neighbour.item(),
        neighbour.probability(),
        Layer.COLLABORATIVE,
        reasons.reason(new Evidence.Follows(item)),
        Map.of(Layer.COLLABORATIVE, neighbour.probability()));
  }

  /** An item that shares a tag. */
  private record Alike(Item item, double similarity, String shared) {
    /** Behind all that people did choose, whatever its similarity: the scales are not the same. */
    SlateItem toSlateItem(double least, Reasons reasons) {
      return new SlateItem(
          item.id(),
          least * similarity,
          Layer.CONTENT,
          reasons.reason(new Evidence.Tagged(shared)),
          Map.of(Layer.CONTENT, similarity));
    }
  }

  /** The newest items of each of the item's tags, most similar first. */
  private List<Alike> alike(ItemId id, Set<ItemId> present, Showable showable) {
    Optional<Item> item = catalogue.find(id);
    if (item.isEmpty()) {
      return List.of();
    }
    Map<ItemId, Alike> alike = new LinkedHashMap<>();
    for (String tag : item.get().tags()) {
      for (Item other : catalogue.withTag(tag, SlateRequest.MAX_K)) {
        if (!present.contains(other.id())
            && !alike.containsKey(other.id())
            && showable.test(other)) {
          alike.put(other.id(), new Alike(other, Similarity.between(item.get(), other), tag));
        }
      }
    }
    return alike.values().stream()
        .filter(other -> other.similarity() > 0)
        .sorted(Comparator.comparingDouble(Alike::similarity).reversed())
        .toList();
  }
}
