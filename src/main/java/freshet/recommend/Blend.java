package freshet.recommend;

import freshet.event.Item;
import freshet.event.ItemId;
import freshet.recommend.CandidateSource.Opinion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Merges what the layers think into one ranking: an item's score is the weighted sum of what each
 * layer believes, times the lift of its youth. A layer that fails on the way has no say.
 */
final class Blend {
  private final Catalogue catalogue;
  private final FreshnessBoost freshness;

  Blend(Catalogue catalogue, FreshnessBoost freshness) {
    this.catalogue = catalogue;
    this.freshness = freshness;
  }

  /** An item that may be shown, with what the layers make of it. */
  static final class Blended {
    private final ItemId id;
    private final Optional<Item> item;
    private double score;
    private double loudness;
    private Layer loudest;

    private Blended(ItemId id, Optional<Item> item) {
      this.id = id;
      this.item = item;
    }

    ItemId id() {
      return id;
    }

    /** What the catalogue knows about it. */
    Optional<Item> item() {
      return item;
    }

    /** Above 0. */
    double score() {
      return score;
    }

    /** The layer that spoke loudest; of equals the better. */
    Layer loudest() {
      return loudest;
    }

    private void add(Layer layer, double given) {
      score += given;
      if (given > loudness) {
        loudness = given;
        loudest = layer;
      }
    }
  }

  /**
   * The best of all candidates.
   *
   * @param opinions by layer, best layer first
   * @param weights how much each layer counts
   * @param most how many at most
   * @return best first
   */
  List<Blended> best(
      Map<Layer, Opinion> opinions,
      Mixture weights,
      Showable showable,
      Instant now,
      int most,
      Problems problems) {
    List<Blended> candidates = candidates(opinions, showable, problems);
    opinions.forEach(
        (layer, opinion) ->
            problems.guard(layer, () -> ask(weights.of(layer), layer, opinion, candidates)));
    PriorityQueue<Blended> best = new PriorityQueue<>(most, Blend::worstFirst);
    for (Blended candidate : candidates) {
      if (candidate.score > 0) {
        candidate.score *= freshness.factor(candidate.item, now);
        if (best.size() < most) {
          best.add(candidate);
        } else if (worstFirst(candidate, best.element()) > 0) {
          best.remove();
          best.add(candidate);
        }
      }
    }
    List<Blended> ranked = new ArrayList<>(best);
    ranked.sort((a, b) -> worstFirst(b, a));
    return ranked;
  }

  /** Equal scores by id, so that equal states give equal slates. */
  private static int worstFirst(Blended a, Blended b) {
    int order = Double.compare(a.score, b.score);
    return order != 0 ? order : b.id.value().compareTo(a.id.value());
  }

  /** What each layer gave to an item's score, before freshness; who gave nothing is left out. */
  Map<Layer, Double> contributions(Map<Layer, Opinion> opinions, Mixture weights, Blended blended) {
    Map<Layer, Double> contributions = new EnumMap<>(Layer.class);
    opinions.forEach(
        (layer, opinion) -> {
          double given = weights.of(layer) * opinion.score(blended.id, blended.item);
          if (given > 0) {
            contributions.put(layer, given);
          }
        });
    return contributions;
  }

  private List<Blended> candidates(
      Map<Layer, Opinion> opinions, Showable showable, Problems problems) {
    Set<ItemId> ids = new LinkedHashSet<>();
    opinions.forEach(
        (layer, opinion) -> ids.addAll(problems.guard(layer, List.of(), opinion::candidates)));
    List<Blended> candidates = new ArrayList<>(ids.size());
    for (ItemId id : ids) {
      Optional<Item> item = catalogue.find(id);
      if (showable.test(id, item)) {
        candidates.add(new Blended(id, item));
      }
    }
    return candidates;
  }

  /** All or nothing: a layer that fails half-way has no say in any item. */
  private void ask(double weight, Layer layer, Opinion opinion, List<Blended> candidates) {
    double[] given = new double[candidates.size()];
    for (int i = 0; i < given.length; i++) {
      Blended candidate = candidates.get(i);
      given[i] = weight * opinion.score(candidate.id, candidate.item);
    }
    for (int i = 0; i < given.length; i++) {
      candidates.get(i).add(layer, given[i]);
    }
  }
}
