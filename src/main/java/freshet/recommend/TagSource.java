package freshet.recommend;

import freshet.event.Item;
import freshet.event.ItemId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Content-based: items that carry the tags the user likes, whether or not anybody has touched them.
 *
 * <p>The chance of an item is that of its tags: Σ P(tag | user) / (number of items with the tag). A
 * tag that few items carry therefore says much, as inverse document frequency has it. Tags the user
 * dislikes say the same against it.
 */
public final class TagSource implements CandidateSource {
  private static final int TAGS = 12;
  private static final int PER_TAG = 40;

  /** How far to look for items of a tag where those before may not be shown. */
  private static final int DEEPEST = 1_000;

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
        .forEach(tag -> propose(tag, question, proposed));
    return new TagOpinion(List.copyOf(proposed), shares(profile));
  }

  /** Adds the newest allowed items of a tag. */
  private void propose(String tag, Question question, Set<ItemId> proposed) {
    int looked = 0;
    int found = 0;
    for (int limit = PER_TAG; limit <= DEEPEST; limit *= 5) {
      List<Item> newest = catalogue.withTag(tag, limit);
      for (Item item : newest.subList(Math.min(looked, newest.size()), newest.size())) {
        if (found < PER_TAG && question.allowed().test(item.id())) {
          found++;
          proposed.add(item.id());
        }
      }
      looked = newest.size();
      if (found >= PER_TAG / 2 || looked < limit) {
        return;
      }
    }
  }

  /** What each tag says about one item that has it; below 0 if it speaks against the item. */
  private Map<String, Double> shares(TagProfile profile) {
    Map<String, Double> shares = new HashMap<>();
    profile.weights().forEach((tag, weight) -> shares.put(tag, weight / itemsWith(tag)));
    profile.against().forEach((tag, weight) -> shares.put(tag, -weight / itemsWith(tag)));
    return shares;
  }

  /** At least 1: all items with the tag may have been withdrawn since. */
  private int itemsWith(String tag) {
    return Math.max(1, catalogue.countWithTag(tag));
  }

  private final class TagOpinion implements Opinion {
    private final List<ItemId> proposed;
    private final Map<String, Double> shares;

    TagOpinion(List<ItemId> proposed, Map<String, Double> shares) {
      this.proposed = proposed;
      this.shares = shares;
    }

    @Override
    public List<ItemId> candidates() {
      return proposed;
    }

    @Override
    public double score(ItemId id) {
      return score(id, catalogue.find(id));
    }

    @Override
    public double score(ItemId id, Optional<Item> item) {
      if (item.isEmpty()) {
        return 0;
      }
      double speaking = 0;
      double against = 0;
      for (String tag : item.get().tags()) {
        double share = shares.getOrDefault(tag, 0.0);
        speaking += Math.max(0, share);
        against -= Math.min(0, share);
      }
      return Belief.tempered(speaking, against);
    }

    @Override
    public Evidence evidence(ItemId id) {
      String loudest = null;
      double most = 0;
      for (String tag : catalogue.find(id).map(Item::tags).orElse(List.of())) {
        double share = shares.getOrDefault(tag, 0.0);
        if (share > most) {
          most = share;
          loudest = tag;
        }
      }
      return loudest == null ? NONE.evidence(id) : new Evidence.Tagged(loudest);
    }
  }
}
