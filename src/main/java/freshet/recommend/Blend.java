package freshet.recommend;

import freshet.event.Item;
import freshet.event.ItemId;
import freshet.recommend.CandidateSource.Opinion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Merges what the layers think into one ranking: an item's score is the weighted sum of what each
 * layer believes, joined with the belief of the one that brings a {@link Pool}, times its {@link
 * Lift}. A layer that fails on the way has no say.
 */
final class Blend {
  /** What a layer proposes behind so many is hardly worth a look; bounds what a filter may cost. */
  private static final int DEEPEST = 20_000;

  private final Catalogue catalogue;

  Blend(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * How many candidates there are to be.
   *
   * @param each drawn from each layer at most, besides those that the layers before it have named
   * @param best kept of all that were drawn
   * @param besides looked at whatever the layers propose
   */
  record Draw(int each, int best, List<Item> besides) {}

  /** What an item's score is multiplied by for what it is. */
  @FunctionalInterface
  interface Lift {
    double factor(ItemId id, Optional<Item> item);
  }

  /**
   * What a layer with a pool made of an item.
   *
   * @param alone the score if no other layer had a word on it
   * @param score with theirs
   */
  private record Joined(Layer layer, double alone, double score) {}

  /** An item that may be shown, with what the layers make of it. */
  static final class Blended implements Comparable<Blended> {
    private final ItemId id;
    private final Optional<Item> item;
    private double mixed;
    private double loudness;
    private Optional<Layer> loudestMixed = Optional.empty();
    private Optional<Joined> joined = Optional.empty();
    private double score;

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

    /**
     * The layer that had the most say: one that was joined, else the loudest; of equals the better.
     */
    Layer loudest() {
      return joined.map(Joined::layer).or(() -> loudestMixed).orElseThrow();
    }

    /** The layer that says why: the loudest of those that are mixed, if one has a word on it. */
    Layer witness() {
      return loudestMixed.orElseGet(this::loudest);
    }

    private void add(Layer layer, double given) {
      mixed += given;
      score = mixed;
      if (given > loudness) {
        loudness = given;
        loudestMixed = Optional.of(layer);
      }
    }

    private void join(Layer layer, Pool pool, double belief, double largest) {
      score = pool.joined(belief, mixed, largest);
      joined = Optional.of(new Joined(layer, pool.joined(belief, 0, largest), score));
    }

    /** Best first; equal scores by id, so that equal states give equal slates. */
    @Override
    public int compareTo(Blended other) {
      int order = Double.compare(other.score, score);
      return order != 0 ? order : id.value().compareTo(other.id.value());
    }
  }

  /**
   * The best of all candidates.
   *
   * @param opinions by layer, best layer first
   * @param weights how much each layer counts
   * @return best first
   */
  List<Blended> best(
      Map<Layer, Opinion> opinions,
      Mixture weights,
      Showable showable,
      Lift lift,
      Draw draw,
      Problems problems) {
    List<Blended> candidates = candidates(opinions, showable, draw, problems);
    weigh(opinions, weights, lift, candidates, problems);
    candidates.removeIf(candidate -> candidate.score <= 0);
    candidates.sort(null);
    return candidates.subList(0, Math.min(draw.best(), candidates.size()));
  }

  /** An item that nobody has proposed. */
  Blended candidate(ItemId id) {
    return new Blended(id, catalogue.find(id));
  }

  /**
   * Gives candidates their scores; 0 where nothing speaks for one.
   *
   * @param opinions by layer, best layer first
   * @param weights how much each layer counts
   */
  void weigh(
      Map<Layer, Opinion> opinions,
      Mixture weights,
      Lift lift,
      List<Blended> candidates,
      Problems problems) {
    opinions.forEach(
        (layer, opinion) -> {
          if (opinion.pool().isEmpty()) {
            problems.guard(layer, () -> ask(weights.of(layer), layer, opinion, candidates));
          }
        });
    opinions.forEach(
        (layer, opinion) ->
            opinion
                .pool()
                .ifPresent(
                    pool -> problems.guard(layer, () -> join(pool, layer, opinion, candidates))));
    candidates.forEach(candidate -> candidate.score *= lift.factor(candidate.id, candidate.item));
  }

  /** What each layer gave to an item's score, before its lift; who gave nothing is left out. */
  Map<Layer, Double> contributions(Map<Layer, Opinion> opinions, Mixture weights, Blended blended) {
    // What those that are mixed add to the word of the one they are joined with is theirs, each in
    // proportion to what it gave.
    double perMixed =
        blended.joined.isEmpty()
            ? 1
            : (blended.joined.get().score - blended.joined.get().alone) / blended.mixed;
    Map<Layer, Double> contributions = new EnumMap<>(Layer.class);
    blended.joined.ifPresent(joined -> contributions.put(joined.layer, joined.alone));
    opinions.forEach(
        (layer, opinion) -> {
          double given =
              opinion.pool().isPresent()
                  ? 0
                  : weights.of(layer) * opinion.score(blended.id, blended.item) * perMixed;
          if (given > 0) {
            contributions.put(layer, given);
          }
        });
    return contributions;
  }

  /**
   * The best of each layer that may be shown, without repeats. As many are drawn from each as are
   * wanted in all: what comes behind those in every layer is hardly ever among the first of all
   * together, and to look every one of them up would cost more than the rest of the answer.
   */
  List<Blended> candidates(
      Map<Layer, Opinion> opinions, Showable showable, Draw draw, Problems problems) {
    Set<ItemId> met = new HashSet<>(2 * opinions.size() * draw.each());
    List<Blended> candidates = new ArrayList<>();
    for (Item item : draw.besides()) {
      if (showable.test(item) && met.add(item.id())) {
        candidates.add(new Blended(item.id(), Optional.of(item)));
      }
    }
    opinions.forEach(
        (layer, opinion) -> {
          Iterator<ItemId> left =
              problems.guard(
                  layer, Collections.emptyIterator(), () -> opinion.candidates().iterator());
          int enough = candidates.size() + draw.each();
          int looks = 0;
          Optional<ItemId> drawn = next(layer, left, problems);
          while (drawn.isPresent() && candidates.size() < enough && looks < DEEPEST) {
            looks++;
            if (met.add(drawn.get())) {
              Optional<Item> item = catalogue.find(drawn.get());
              if (showable.test(drawn.get(), item)) {
                candidates.add(new Blended(drawn.get(), item));
              }
            }
            drawn = next(layer, left, problems);
          }
        });
    return candidates;
  }

  private static Optional<ItemId> next(Layer layer, Iterator<ItemId> left, Problems problems) {
    return problems.guard(
        layer,
        Optional.empty(),
        () -> left.hasNext() ? Optional.of(left.next()) : Optional.empty());
  }

  /** As in {@link #ask}: all or nothing. */
  private void join(Pool pool, Layer layer, Opinion opinion, List<Blended> candidates) {
    double[] beliefs = new double[candidates.size()];
    double largest = 0;
    for (int i = 0; i < beliefs.length; i++) {
      Blended candidate = candidates.get(i);
      beliefs[i] = opinion.score(candidate.id, candidate.item);
      largest = Math.max(largest, candidate.mixed);
    }
    for (int i = 0; i < beliefs.length; i++) {
      candidates.get(i).join(layer, pool, beliefs[i], largest);
    }
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
