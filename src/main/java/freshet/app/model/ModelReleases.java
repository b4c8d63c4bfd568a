package freshet.app.model;

import freshet.http.model.Models;
import freshet.model.release.Judgement;
import freshet.model.release.ModelActivation;
import freshet.model.release.Publisher;
import freshet.model.release.ReleaseLog;
import freshet.model.release.ReleaseView;
import freshet.model.release.Releases;
import freshet.model.release.retrain.RetrainLog;
import freshet.model.release.retrain.Retrainer;
import freshet.model.release.retrain.Schedule;
import freshet.model.release.retrain.TrainingRun;
import freshet.model.release.store.ArtifactStore;
import freshet.model.release.store.FolderArtifacts;
import freshet.model.release.store.KafkaArtifacts;
import freshet.model.release.store.ModelFolder;
import freshet.model.release.store.WebArtifacts;
import freshet.stream.TopicWriter;
import freshet.stream.Views;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Releases and retraining of one instance, joined and running. */
public final class ModelReleases implements AutoCloseable {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final int LONGEST_REQUEST_MILLIS = 10_000;

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

  /** Joins them; nothing is done before {@link #start}. */
  public static ModelReleases of(Site site, ModelActivation activation) {
    Supplier<Consumer<byte[], byte[]>> readers = () -> reader(site);
    ArtifactStore store = store(site, readers);
    ModelFolder folder = new ModelFolder(site.folder());
    ReleaseView view = new ReleaseView();
    ReleaseLog log = new ReleaseLog(site.writer(), site.topics().models());
    Releases releases =
        new Releases(
            site.topics().models(),
            readers,
            view,
            store,
            folder,
            activation,
            site.poison(),
            FIRST_PAUSE);
    Publisher publisher =
        new Publisher(
            view,
            log,
            store,
            folder,
            new Judgement(site.settings().tolerance()),
            site.settings().keep());
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
            member(site),
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
    return new ModelReleases(releases, retrainer, new KafkaModels(view, releases, log, requests));
  }

  private static ArtifactStore store(Site site, Supplier<Consumer<byte[], byte[]>> readers) {
    String artifacts = site.settings().artifacts();
    if (artifacts.equals(ModelSettings.KAFKA)) {
      return new KafkaArtifacts(site.topics().artifacts(), site.writer(), readers);
    }
    return artifacts.startsWith("file:")
        ? new FolderArtifacts(Path.of(URI.create(artifacts)))
        : new WebArtifacts(artifacts);
  }

  private static Consumer<byte[], byte[]> reader(Site site) {
    return consumer(site, new HashMap<>());
  }

  private static Consumer<byte[], byte[]> member(Site site) {
    Map<String, Object> own = new HashMap<>();
    own.put(ConsumerConfig.GROUP_ID_CONFIG, site.group());
    own.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
    // The eager way takes the partition from its owner, and so ends its training, whenever another
    // instance comes.
    own.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    return consumer(site, own);
  }

  private static Consumer<byte[], byte[]> consumer(Site site, Map<String, Object> own) {
    Map<String, Object> config = new HashMap<>(own);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, LONGEST_REQUEST_MILLIS);
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LONGEST_REQUEST_MILLIS);
    config.putAll(site.connection());
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
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
