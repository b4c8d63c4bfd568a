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
 * weighs most, the n-th latest 1/n of it; rows are row-normalised, and a row with little evidence
 * is shrunk towards saying nothing.
 */
public final class NeighbourSource implements CandidateSource {
  private final Neighbourhood neighbourhood;
  private final int recent;
  private final double shrinkage;

  /**
   * @param recent how many of the latest distinct items are looked at, at least 1
   * @param shrinkage weight of evidence at which a row's word counts half, 0 or more
   */
  public NeighbourSource(Neighbourhood neighbourhood, int recent, double shrinkage) {
    this.neighbourhood = neighbourhood;
    this.recent = recent;
    this.shrinkage = shrinkage;
  }

  @Override
  public Layer layer() {
    return Layer.COLLABORATIVE;
  }

  /** One row that has a say, and how much. */
  private record Voice(Touch touch, double weight, Neighbours neighbours) {}

  @Override
  public Opinion opinion(Question question) {
    List<Touch> latest = latestDistinct(question.history());
    double all = 0;
    for (int i = 0; i < latest.size(); i++) {
      all += 1.0 / (i + 1);
    }
    List<Voice> voices = new ArrayList<>(latest.size());
    Map<ItemId, Double> scores = new HashMap<>();
    for (int i = 0; i < latest.size(); i++) {
      Neighbours neighbours = neighbourhood.of(latest.get(i).item());
      double trust =
          neighbours.support() <= 0 ? 0 : neighbours.support() / (neighbours.support() + shrinkage);
      double weight = trust / (i + 1) / all;
      if (weight > 0) {
        voices.add(new Voice(latest.get(i), weight, neighbours));
        for (Neighbour neighbour : neighbours.neighbours()) {
          scores.merge(neighbour.item(), weight * neighbour.probability(), Double::sum);
        }
      }
    }
    return scores.isEmpty() ? NONE : new NeighbourOpinion(voices, scores);
  }

  private List<Touch> latestDistinct(UserHistory history) {
    List<Touch> latest = new ArrayList<>(recent);
    Set<ItemId> met = new HashSet<>();
    for (Touch touch : history.recent()) {
      if (touch.type().stance() == Stance.FOR && met.add(touch.item())) {
        latest.add(touch);
        if (latest.size() == recent) {
          break;
        }
      }
    }
    return latest;
  }

  private record NeighbourOpinion(List<Voice> voices, Map<ItemId, Double> scores)
      implements Opinion {
    @Override
    public List<ItemId> candidates() {
      return List.copyOf(scores.keySet());
    }

    @Override
    public double score(ItemId item) {
      return scores.getOrDefault(item, 0.0);
    }

    @Override
    public Evidence evidence(ItemId item) {
      Voice loudest = null;
      double most = 0;
      for (Voice voice : voices) {
        for (Neighbour neighbour : voice.neighbours().neighbours()) {
          double said = voice.weight() * neighbour.probability();
          if (neighbour.item().equals(item) && said > most) {
            most = said;
            loudest = voice;
          }
        }
      }
      if (loudest == null) {
        return NONE.evidence(item);
      }
      return new Evidence.After(loudest.touch());
    }
  }
}
