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
 *
 * <p>The latest word on an item counts. What follows on an item the user spoke against last is
 * believed less, by as much as it would have been believed more.
 */
public final class NeighbourSource implements CandidateSource {
  private final Neighbourhood neighbourhood;
  private final int recent;
  private final double shrinkage;

  /**
   * @param recent how many of the latest distinct items are looked at, at least 1; and as many at
   *     most of those spoken against
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

  /**
   * An item whose row has a say.
   *
   * @param rank from 1, among those spoken for; one spoken against has the rank it took from them
   */
  private record Voice(Touch touch, int rank) {
    boolean isAgainst() {
      return touch.type().stance() == Stance.AGAINST;
    }
  }

  /** What the rows say about one successor, added up. */
  private static final class Said {
    private double speaking;
    private double against;
    private double most;
    private Touch loudest;

    void add(Touch touch, double weight) {
      speaking += weight;
      if (weight > most) {
        most = weight;
        loudest = touch;
      }
    }

    double score() {
      return Belief.tempered(speaking, against);
    }
  }

  @Override
  public Opinion opinion(Question question) {
    List<Voice> voices = voices(question.history());
    double all = 0;
    for (Voice voice : voices) {
      all += voice.isAgainst() ? 0 : 1.0 / voice.rank();
    }
    if (all == 0) {
      return NONE;
    }
    Map<ItemId, Said> said = new HashMap<>();
    for (Voice voice : voices) {
      Neighbours neighbours = neighbourhood.of(voice.touch().item());
      double trust =
          neighbours.support() <= 0 ? 0 : neighbours.support() / (neighbours.support() + shrinkage);
      double weight = trust / voice.rank() / all;
      for (Neighbour neighbour : neighbours.neighbours()) {
        double word = weight * neighbour.probability();
        if (word > 0) {
          Said about = said.computeIfAbsent(neighbour.item(), any -> new Said());
          if (voice.isAgainst()) {
            about.against += word;
          } else {
            about.add(voice.touch(), word);
          }
        }
      }
    }
    said.values().removeIf(about -> about.score() <= 0);
    return said.isEmpty() ? NONE : new NeighbourOpinion(said);
  }

  private List<Voice> voices(UserHistory history) {
    List<Voice> voices = new ArrayList<>(2 * recent);
    Set<ItemId> met = new HashSet<>();
    int speaking = 0;
    int against = 0;
    for (Touch touch : history.recent()) {
      Stance stance = touch.type().stance();
      if (stance == Stance.UNDO || !met.add(touch.item())) {
        continue;
      }
      if (stance == Stance.FOR) {
        voices.add(new Voice(touch, ++speaking));
        if (speaking == recent) {
          break;
        }
      } else if (against < recent) {
        against++;
        voices.add(new Voice(touch, speaking + 1));
      }
    }
    return voices;
  }

  private record NeighbourOpinion(Map<ItemId, Said> said) implements Opinion {
    @Override
    public List<ItemId> candidates() {
      return List.copyOf(said.keySet());
    }

    @Override
    public double score(ItemId item) {
      Said about = said.get(item);
      return about == null ? 0 : about.score();
    }

    @Override
    public Evidence evidence(ItemId item) {
      Said about = said.get(item);
      return about == null ? NONE.evidence(item) : new Evidence.After(about.loudest);
    }
  }
}
