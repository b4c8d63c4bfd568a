package freshet.app.train;

import freshet.catalog.ItemIndex;
import freshet.evaluate.EvaluatedModel;
import freshet.evaluate.LearnedItems;
import freshet.model.artifact.Artifact;
import freshet.model.artifact.ItemWords;
import freshet.model.scoring.LiveModel;
import freshet.model.scoring.ModelSource;
import freshet.model.scoring.ServingModel;
import freshet.recommend.CandidateSource;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/** A trained model in an evaluation: it stays as it is. */
public final class ArtifactModel implements EvaluatedModel, AutoCloseable {
  private static final int CACHED_USERS = 10_000;

  private final Artifact artifact;
  private final IdentityHashMap<ItemIndex, CandidateSource> sources = new IdentityHashMap<>();
  private final Deque<LiveModel> opened = new ArrayDeque<>();

  public ArtifactModel(Artifact artifact) {
    this.artifact = artifact;
  }

  /** What it is joined by travels with it; who asks for the same catalogue shares one source. */
  @Override
  public CandidateSource over(ItemIndex catalogue, Clock clock) {
    return sources.computeIfAbsent(catalogue, any -> open(catalogue, clock));
  }

  private CandidateSource open(ItemIndex catalogue, Clock clock) {
    LiveModel live = new LiveModel(catalogue, Runnable::run);
    opened.push(live);
    catalogue.listen(live);
    live.serve(ServingModel.open(artifact));
    return new ModelSource(live, CACHED_USERS, clock);
  }

  /** What it has learned of items. */
  public LearnedItems learned() {
    Set<String> ids = Set.copyOf(artifact.manifest().items());
    Set<String> words = Set.copyOf(artifact.manifest().features());
    return new LearnedItems(
        item -> ids.contains(item.value()),
        item -> ItemWords.of(item).stream().anyMatch(words::contains));
  }

  @Override
  public void close() {
    opened.forEach(LiveModel::close);
  }
}
