package freshet.evaluate;

import freshet.event.Interaction;
import freshet.event.ItemId;
import freshet.recommend.CandidateSource;
import freshet.recommend.CandidateSource.Opinion;
import freshet.recommend.CandidateSource.Question;
import freshet.recommend.Layer;
import freshet.recommend.Recommender;
import freshet.recommend.Slate;
import freshet.recommend.SlateItem;
import freshet.recommend.SlateRequest;
import freshet.recommend.UserHistory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All layers together and each by itself, asked about cases at a moment of a replay. */
final class Ladder {
  private final Replay replay;
  private final List<CandidateSource> sources;
  private final Recommender recommender;

  /**
   * @param sources best layer first
   * @param recommender joins them
   */
  Ladder(Replay replay, List<CandidateSource> sources, Recommender recommender) {
    this.replay = replay;
    this.sources = List.copyOf(sources);
    this.recommender = recommender;
  }

  /** The layers it has, best first. */
  List<Layer> layers() {
    return sources.stream().map(CandidateSource::layer).toList();
  }

  /** What would be shown: the slate of all layers together. */
  Answer shown(Interaction target, int k, boolean again) {
    replay.askedAt(target.time());
    Slate slate =
        recommender.recommend(
            new SlateRequest(target.user(), k, Optional.empty(), Set.of(), again));
    List<ItemId> top = slate.items().stream().map(SlateItem::item).toList();
    int place = top.indexOf(target.item());
    return new Answer(place < 0 ? Double.POSITIVE_INFINITY : place + 1, top);
  }

  /** What each layer by itself would show. */
  Map<Layer, Answer> each(Interaction target, int k, boolean again) {
    replay.askedAt(target.time());
    UserHistory history = replay.history(target.user());
    Set<ItemId> excluded = again ? new HashSet<>(history.hidden()) : history.excluded();
    Question question =
        new Question(history, Optional.empty(), candidate -> !excluded.contains(candidate));
    Map<Layer, Answer> answers = new EnumMap<>(Layer.class);
    for (CandidateSource source : sources) {
      answers.put(source.layer(), rank(source.opinion(question), target.item(), excluded, k));
    }
    return answers;
  }

  private record Scored(ItemId item, double score) {}

  private Answer rank(Opinion opinion, ItemId target, Set<ItemId> excluded, int k) {
    List<Scored> scored = new ArrayList<>();
    for (ItemId item : opinion.candidates()) {
      double score = opinion.score(item);
      if (score > 0 && !excluded.contains(item)) {
        scored.add(new Scored(item, score));
      }
    }
    scored.sort(
        Comparator.comparingDouble(Scored::score)
            .reversed()
            .thenComparing(one -> one.item().value()));
    List<ItemId> top = scored.stream().limit(k).map(Scored::item).toList();
    if (!replay.knows(target)) {
      return new Answer(Double.POSITIVE_INFINITY, top);
    }
    double said = opinion.score(target);
    int better = 0;
    int equal = 0;
    for (Scored one : scored) {
      better += one.score() > said ? 1 : 0;
      equal += one.score() == said && !one.item().equals(target) ? 1 : 0;
    }
    if (said <= 0) {
      // Among all the items the layer has nothing to say about.
      equal = Math.max(0, replay.items() - excluded.size() - scored.size() - 1);
    }
    return new Answer(1 + better + equal / 2.0, top);
  }
}
