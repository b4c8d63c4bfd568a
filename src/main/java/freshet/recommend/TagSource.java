package freshet.recommend;

import freshet.event.Item;
import freshet.event.ItemId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Content-based: items that carry the tags the user likes, whether or not anybody has touched them.
 *
 * <p>The chance of an item is that of its tags: Σ P(tag | user) / (number of items with the tag). A
 * tag that few items carry therefore says much, as inverse document frequency has it.
 */
public final class TagSource implements CandidateSource {
  private static final int TAGS = 12;
  private static final int PER_TAG = 40;

  private final Catalogue catalogue;

  public TagSource(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public Layer layer() {
    return Layer.CONTENT;
  }

  @Override
  public Opinion opinion(Question question) {
    TagProfile profile = TagProfile.of(question.history(), catalogue);
    if (profile.weights().isEmpty()) {
      return NONE;
    }
    Set<ItemId> proposed = new LinkedHashSet<>();
    profile.weights().keySet().stream()
        .limit(TAGS)
        .forEach(tag -> catalogue.withTag(tag, PER_TAG).forEach(item -> proposed.add(item.id())));
    return new TagOpinion(List.copyOf(proposed), profile.weights());
  }

  private final class TagOpinion implements Opinion {
    private final List<ItemId> proposed;
    private final Map<String, Double> weights;

    TagOpinion(List<ItemId> proposed, Map<String, Double> weights) {
      this.proposed = proposed;
      this.weights = weights;
    }

    @Override
    public List<ItemId> candidates() {
      return proposed;
    }

    @Override
    public double score(ItemId id) {
      double sum = 0;
      for (String tag : tagsOf(id)) {
        sum += said(tag);
      }
      return Math.min(1, sum);
    }

    private double said(String tag) {
      Double weight = weights.get(tag);
      return weight == null ? 0 : weight / Math.max(1, catalogue.countWithTag(tag));
    }

    private List<String> tagsOf(ItemId id) {
      Optional<Item> item = catalogue.find(id);
      return item.isPresent() ? item.get().tags() : List.of();
    }

    @Override
    public Evidence evidence(ItemId id) {
      List<String> liked = new ArrayList<>(tagsOf(id));
      liked.removeIf(tag -> !weights.containsKey(tag));
      return liked.stream()
          .max((a, b) -> Double.compare(weights.get(a), weights.get(b)))
          .<Evidence>map(Evidence.Tagged::new)
          .orElseGet(() -> NONE.evidence(id));
    }
  }
}
