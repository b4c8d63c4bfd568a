package freshet.recommend;

import freshet.event.InteractionType.Stance;
import freshet.event.ItemId;
import freshet.recommend.Neighbourhood.Neighbour;
import freshet.recommend.Neighbourhood.Neighbours;
import freshet.recommend.UserHistory.Touch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collaborative: what people touched next after the items this user touched last. The latest item
 * weighs most, the n-th latest 1/n of it; a row with little evidence is shrunk towards saying
 * nothing.
 *
 * <p>A row's probabilities are flattened before they are added up: in proportion to
 * p<sup>1/T</sup>, where T is the temperature, and with the same sum as before. One row alone keeps
 * its order; among several, what many of them name comes before what one of them is sure of.
 *
 * <p>The latest word on an item counts; the row of one that was spoken against is heard with less
 * weight. Whoever may be shown what they know may also go back to it.
 */
public final class NeighbourSource implements CandidateSource {
  /** Room for what a row names, so that the map of all that is said need not grow. */
  private static final int ROOM = 128;

  private final Neighbourhood neighbourhood;
  private final NeighbourSettings settings;

  public NeighbourSource(Neighbourhood neighbourhood, NeighbourSettings settings) {
    this.neighbourhood = neighbourhood;
    this.settings = settings;
  }

  @Override
  public Layer layer() {
    return Layer.COLLABORATIVE;
  }

  /**
   * An item whose row has a say.
   *
   * @param weight of its row, above 0; all of them add up to 1 at most
   */
  private record Voice(Touch touch, double weight) {}

  /** What is said for one item, added up. */
  private static final class Said {
    private double score;
    private double most;
    private Evidence loudest;

    void add(Evidence evidence, double word) {
      score += word;
      if (word > most) {
        most = word;
        loudest = evidence;
      }
    }
  }

  @Override
  public Opinion opinion(Question question) {
    List<Touch> latest = latest(question.history());
    Map<ItemId, Said> said = new HashMap<>(latest.size() * ROOM);
    double returning = addReturns(latest, question, said);
    for (Voice voice : voices(latest)) {
      addNeighbours(voice, 1 - returning, said);
    }
    return said.isEmpty() ? NONE : new NeighbourOpinion(said);
  }

  /** The latest word on each of the latest items. */
  private List<Touch> latest(UserHistory history) {
    List<Touch> latest = new ArrayList<>(settings.recent());
    Set<ItemId> met = new HashSet<>();
    for (Touch touch : history.recent()) {
      if (touch.type().stance() != Stance.UNDO && met.add(touch.item())) {
        latest.add(touch);
        if (latest.size() == settings.recent()) {
          break;
        }
      }
    }
    return latest;
  }

  /** The chance of the latest items themselves; what it is in all. */
  private double addReturns(List<Touch> latest, Question question, Map<ItemId, Said> said) {
    double returning = 0;
    for (int i = 0; i < Math.min(latest.size(), settings.returns().size()); i++) {
      Touch touch = latest.get(i);
      double chance = settings.returns().get(i);
      if (chance > 0
          && touch.type().stance() == Stance.FOR
          && question.allowed().test(touch.item())) {
        returning += chance;
        said.computeIfAbsent(touch.item(), any -> new Said())
            .add(new Evidence.Again(touch), chance);
      }
    }
    return returning;
  }

  private List<Voice> voices(List<Touch> latest) {
    List<Voice> voices = new ArrayList<>(latest.size());
    double all = 0;
    for (int i = 0; i < latest.size(); i++) {
      all += 1.0 / (i + 1);
    }
    for (int i = 0; i < latest.size(); i++) {
      Touch touch = latest.get(i);
      double heard = touch.type().stance() == Stance.AGAINST ? settings.against() : 1;
      if (heard > 0) {
        voices.add(new Voice(touch, heard / (i + 1) / all));
      }
    }
    return voices;
  }

  private void addNeighbours(Voice voice, double share, Map<ItemId, Said> said) {
    Neighbours neighbours = neighbourhood.of(voice.touch().item());
    double[] flattened = new double[neighbours.neighbours().size()];
    double known = 0;
    double sum = 0;
    for (int i = 0; i < flattened.length; i++) {
      double probability = neighbours.neighbours().get(i).probability();
      flattened[i] = flattened(probability);
      known += probability;
      sum += flattened[i];
    }
    if (neighbours.support() <= 0 || sum <= 0) {
      return;
    }
    double trust = neighbours.support() / (neighbours.support() + settings.shrinkage());
    double weight = share * trust * voice.weight() * known / sum;
    Evidence evidence = new Evidence.After(voice.touch());
    for (int i = 0; i < flattened.length; i++) {
      Neighbour neighbour = neighbours.neighbours().get(i);
      if (flattened[i] > 0) {
        said.computeIfAbsent(neighbour.item(), any -> new Said())
            .add(evidence, weight * flattened[i]);
      }
    }
  }

  private double flattened(double probability) {
    if (probability <= 0) {
      return 0;
    }
    // The default; pow costs ten times as much.
    return settings.temperature() == 2
        ? Math.sqrt(probability)
        : Math.pow(probability, 1 / settings.temperature());
  }

  private record NeighbourOpinion(Map<ItemId, Said> said) implements Opinion {
    @Override
    public Iterable<ItemId> candidates() {
      List<Proposal> proposals = new ArrayList<>(said.size());
      said.forEach((item, about) -> proposals.add(new Proposal(item, about.score)));
      return Proposal.bestFirst(proposals);
    }

    @Override
    public double score(ItemId item) {
      Said about = said.get(item);
      return about == null ? 0 : Math.min(1, about.score);
    }

    @Override
    public Evidence evidence(ItemId item) {
      Said about = said.get(item);
      return about == null ? NONE.evidence(item) : about.loudest;
    }
  }
}
