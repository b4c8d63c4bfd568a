package freshet.app.model;

import freshet.http.model.Models;
import freshet.model.release.ModelActivation;
import freshet.model.release.Publisher;
import freshet.model.release.ReleaseLog;
import freshet.model.release.ReleaseView;
import freshet.model.release.Releases;
import freshet.model.release.retrain.RetrainLog;
import freshet.model.release.retrain.Retrainer;
import freshet.model.release.retrain.Schedule;
import freshet.model.release.retrain.TrainingRun;
import freshet.model.release.store.ModelFolder;
import freshet.stream.TopicWriter;
import freshet.stream.Views;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;

/** Releases and retraining of one instance, joined and running. */
public final class ModelReleases implements AutoCloseable {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  /**
   * How long the owner of the training may be silent before another takes over: longer than a pause
   * of the garbage collector, much shorter than a training.
   */
  private static final int SESSION_MILLIS = 15_000;

  /**
   * What everything here shares.
   *
   * @param settings of models
   * @param connection bootstrap servers and whatever security they need
   * @param interactions name of the topic whose records are counted
   * @param group of the instances, for the training
   * @param instance the name of this one
   * @param folder for models and for the training's files
   * @param processes starts trainings
   * @param poison is told of records that make no sense
   */
  public record Site(
      ModelSettings settings,
      Map<String, Object> connection,
      ModelTopics topics,
      String interactions,
      String group,
      String instance,
      Path folder,
      TopicWriter writer,
      TrainingRun.Processes processes,
      Views.Poison poison,
      Clock clock) {}

  private final Releases releases;
  private final Retrainer retrainer;
  private final Models models;

  private ModelReleases(Releases releases, Retrainer retrainer, Models models) {
    this.releases = releases;
    this.retrainer = retrainer;
    this.models = models;
  }

  /**
   * Joins them; nothing is done before {@link #start}.
   *
   * @param breaker whether the model that answers is asked, for an operator
   */
  public static ModelReleases of(Site site, ModelActivation activation, Supplier<String> breaker) {
    ReleaseAccess access =
        new ReleaseAccess(site.settings(), site.connection(), site.topics(), site.writer());
    ModelFolder folder = new ModelFolder(site.folder());
    ReleaseView view = new ReleaseView();
    ReleaseLog log = access.log();
    Releases releases =
        new Releases(
            site.topics().models(),
            access::reader,
            view,
            access.store(),
            folder,
            activation,
            site.poison(),
            FIRST_PAUSE);
    Publisher publisher = access.publisher(view, folder);
    RetrainLog requests =
        new RetrainLog(site.writer(), site.topics().retrain(), site.instance(), site.clock());
    TrainingRun training =
        new TrainingRun(
            site.instance(),
            site.folder().resolve("training"),
            site.processes(),
            releases::live,
            log,
            publisher,
            site.settings().retrain(),
            site.clock());
    Retrainer retrainer =
        new Retrainer(
            site.topics().retrain(),
            site.interactions(),
            member(site, access),
            training,
            new Retrainer.Clockwork(
                new Schedule(
                    site.settings().retrain().every(),
                    site.settings().retrain().afterInteractions()),
                view::all,
                releases::isCaughtUp,
                requests,
                site.clock()),
            site.poison());
    return new ModelReleases(
        releases, retrainer, new KafkaModels(view, releases, log, requests, breaker));
  }

  private static Consumer<byte[], byte[]> member(Site site, ReleaseAccess access) {
    Map<String, Object> own = new HashMap<>();
    own.put(ConsumerConfig.GROUP_ID_CONFIG, site.group());
    own.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
    // The eager way takes the partition from its owner, and so ends its training, whenever another
    // instance comes.
    own.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    return access.consumer(own);
  }

  /** Begins to follow releases, and to train when it is asked for. */
  public void start() {
    releases.start();
    retrainer.start();
  }

  /** The models as HTTP shows them. */
  public Models models() {
    return models;
  }

  /** Version of the model that answers here now. */
  Optional<String> live() {
    return releases.live().map(artifact -> artifact.manifest().version());
  }

  /** In a sentence, which model answers here and what is in the way of another. */
  public String sentence() {
    return releases.sentence();
  }

  /** Ends a training if one runs here, so that another instance takes over. */
  @Override
  public void close() {
    retrainer.close();
    releases.close();
  }
}
