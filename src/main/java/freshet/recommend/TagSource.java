package freshet.recommend;

import freshet.event.Item;
import freshet.event.ItemId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Content-based: items that carry the tags the user likes, whether or not anybody has touched them.
 *
 * <p>The chance of an item is that of its tags: Σ P(tag | user) / (number of items with the tag). A
 * tag that few items carry therefore says much, as inverse document frequency has it. Tags the user
 * dislikes say the same against it.
 */
public final class TagSource implements CandidateSource {
  private static final int TAGS = 12;
  private static final int PER_TAG = 20;
  private static final int FIRST_LOOK = 2 * PER_TAG;

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
    return new TagOpinion(profile, question);
  }

  /** The newest allowed items of a tag. */
  private List<Item> newest(String tag, Allowed allowed) {
    List<Item> newest = new ArrayList<>(PER_TAG);
    int looked = 0;
    for (int limit = FIRST_LOOK; limit <= DEEPEST; limit *= 5) {
      List<Item> offered = catalogue.withTag(tag, limit);
      for (int i = looked; i < offered.size() && newest.size() < PER_TAG; i++) {
        Item item = offered.get(i);
        if (allowed.test(item)) {
          newest.add(item);
        }
      }
      looked = offered.size();
      if (newest.size() >= PER_TAG / 2 || looked < limit) {
        break;
      }
    }
    return newest;
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
    private final TagProfile profile;
    private final Question question;
    private final Map<String, Double> shares;

    TagOpinion(TagProfile profile, Question question) {
      this.profile = profile;
      this.question = question;
      this.shares = shares(profile);
    }

    @Override
    public Iterable<ItemId> candidates() {
      Map<ItemId, Proposal> proposals = new HashMap<>(2 * TAGS * PER_TAG);
      for (String tag : profile.weights().keySet().stream().limit(TAGS).toList()) {
        for (Item item : newest(tag, question.allowed())) {
          proposals.computeIfAbsent(item.id(), id -> new Proposal(id, score(item)));
        }
      }
      return Proposal.bestFirst(proposals.values());
    }

    @Override
    public double score(ItemId id) {
      return score(id, catalogue.find(id));
    }

    @Override
    public double score(ItemId id, Optional<Item> item) {
      return item.isPresent() ? score(item.get()) : 0;
    }

    private double score(Item item) {
      double speaking = 0;
      double against = 0;
      for (String tag : item.tags()) {
        double share = share(tag);
        speaking += Math.max(0, share);
        against -= Math.min(0, share);
      }
      return Belief.tempered(speaking, against);
    }

    private double share(String tag) {
      Double share = shares.get(tag);
      return share == null ? 0 : share;
    }

    @Override
    public Evidence evidence(ItemId id) {
      String loudest = null;
      double most = 0;
      for (String tag : catalogue.find(id).map(Item::tags).orElse(List.of())) {
        double share = share(tag);
        if (share > most) {
          most = share;
          loudest = tag;
        }
      }
      return loudest == null ? NONE.evidence(id) : new Evidence.Tagged(loudest);
    }
  }
}
