package freshet.app.model;

import freshet.app.model.ModelReleases.Site;
import freshet.catalog.ItemIndex;
import freshet.http.model.Models;
import freshet.model.scoring.GuardedSource;
import freshet.model.scoring.LiveModel;
import freshet.model.scoring.ModelSource;
import freshet.model.scoring.ServingModel;
import freshet.recommend.CandidateSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Layer 1 of one instance: the model that answers here and what guards it, and how the next one
 * gets here.
 */
public final class ModelLayer implements AutoCloseable {
  private final ModelReleases releases;
  private final LiveModel live;
  private final GuardedSource source;
  private final ExecutorService follower;

  private ModelLayer(
      ModelReleases releases, LiveModel live, GuardedSource source, ExecutorService follower) {
    this.releases = releases;
    this.live = live;
    this.source = source;
    this.follower = follower;
  }

  /**
   * Joins it; nothing is done before {@link #start}.
   *
   * @param items what models describe their items from
   */
  public static ModelLayer of(Site site, ItemIndex items) {
    // The model follows the catalogue with one piece of work at a time, and one that waits.
    ExecutorService follower =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(2),
            work -> {
              Thread thread = new Thread(work, "model-items");
              thread.setDaemon(true);
              return thread;
            });
    LiveModel live = LiveModel.rehearsed(items, follower);
    items.listen(live);
    GuardedSource source =
        new GuardedSource(
            new ModelSource(live, site.settings().cachedUsers(), site.clock()),
            site.settings().breaker(),
            site.clock());
    ModelReleases releases =
        ModelReleases.of(
            site,
            artifact -> {
              live.serve(ServingModel.open(artifact, items.size(), site.settings().exactItems()));
              source.renew();
            },
            source::state);
    return new ModelLayer(releases, live, source, follower);
  }

  /** What the recommender asks first. */
  public CandidateSource source() {
    return source;
  }

  /** Whether it is asked: closed, open or half open, and why. */
  public String breaker() {
    return source.state();
  }

  /** The models as HTTP shows them. */
  public Models models() {
    return releases.models();
  }

  /** Version of the model that answers here now. */
  public Optional<String> live() {
    return releases.live();
  }

  /** In a sentence, which model answers here and what is in the way of it or another. */
  public String sentence() {
    return source
        .trouble()
        .map(why -> releases.sentence() + "; it is not asked now: " + why)
        .orElseGet(releases::sentence);
  }

  /** Lets what it takes and whether it is asked be measured. */
  public void measure(MeterRegistry meters) {
    Gauge.builder("freshet.model.native", live, LiveModel::nativeBytes)
        .description("Native memory of the parameters of all models in memory")
        .baseUnit(BaseUnits.BYTES)
        .register(meters);
    Gauge.builder("freshet.model.heap", live, LiveModel::heapBytes)
        .description("Heap that the vectors of the live model's items, and what finds them, take")
        .baseUnit(BaseUnits.BYTES)
        .register(meters);
    Gauge.builder("freshet.models.open", live, LiveModel::open)
        .description("Models in memory; two while one takes over from another")
        .register(meters);
    Gauge.builder("freshet.model.asked", source, one -> one.trouble().isEmpty() ? 1 : 0)
        .description("1 while the live model is asked, 0 while its circuit breaker is open")
        .register(meters);
  }

  /** Begins to follow releases, and to train when it is asked for. */
  public void start() {
    releases.start();
  }

  @Override
  public void close() {
    releases.close();
    follower.shutdownNow();
    live.close();
  }
}
