package freshet.app;

import freshet.app.model.ModelSettings;
import freshet.app.model.ModelTopics;
import freshet.app.model.ReleaseAccess;
import freshet.model.artifact.Artifact;
import freshet.model.release.ModelsTopic;
import freshet.model.release.Release;
import freshet.model.release.Release.State;
import freshet.model.release.ReleaseReader;
import freshet.model.release.ReleaseView;
import freshet.model.release.store.ModelFolder;
import freshet.model.release.store.UnreachableArtifactException;
import freshet.stream.Topic;
import freshet.stream.TopicWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Releases a model that somebody brings, as an instance releases what it has trained.
 *
 * @param settings say where Kafka is and where artifacts go
 */
record HandRelease(Settings settings, Clock clock) {

  /**
   * Lets a model serve everywhere; it goes by the version in its manifest.
   *
   * @throws FailedCommandException in one sentence; nothing is released then
   */
  Release release(Artifact artifact) throws InterruptedException {
    if (!settings.model().enabled()) {
      throw new FailedCommandException(
          "model.enabled is false, so no instance would let a model serve; set it to true", null);
    }
    Map<String, Object> connection = KafkaImport.connection(settings);
    try (TopicWriter writer = TopicWriter.connect(connection)) {
      ReleaseAccess access =
          new ReleaseAccess(
              settings.model(), connection, KafkaImport.topics(settings).models(), writer);
      ReleaseView view = read(access);
      requireFree(view, artifact);
      return access
          .publisher(view, new ModelFolder(settings.dataDirectory().resolve("models")))
          .release(
              Release.brought(artifact.manifest().version(), clock.instant(), interactions(view)),
              artifact);
    } catch (UnreachableArtifactException e) {
      throw new FailedCommandException(
          "model %s is not released: %s".formatted(artifact.manifest().version(), e.getMessage()),
          e);
    } catch (TimeoutException e) {
      throw new FailedCommandException(
          "no Kafka answers at %s; start one with `freshet serve`, or set kafka.bootstrap.servers"
              .formatted(KafkaImport.brokers(settings)),
          e);
    } catch (KafkaException e) {
      String why = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
      throw new FailedCommandException(
          "the releases there are cannot be read: %s; check that Kafka and the schema registry are up"
              .formatted(why),
          e);
    }
  }

  /** What is released already; without it the wrong models would be deleted to make room. */
  private ReleaseView read(ReleaseAccess access) {
    ReleaseView view = new ReleaseView();
    Duration limit = settings.kafka().startLimit();
    Consumer<byte[], byte[]> consumer = access.reader();
    // The instances set aside what makes no sense.
    try (ReleaseReader reader =
        new ReleaseReader(access.topics().models(), consumer, view, (key, letter) -> {})) {
      ModelTopics topics = access.topics();
      require(topics.models(), consumer, limit);
      if (settings.model().artifacts().equals(ModelSettings.KAFKA)) {
        require(topics.artifacts(), consumer, limit);
      }
      reader.catchUp(limit);
    }
    return view;
  }

  private void require(Topic<?, ?> topic, Consumer<byte[], byte[]> consumer, Duration limit) {
    List<PartitionInfo> found = consumer.partitionsFor(topic.name(), limit);
    if (found == null || found.isEmpty()) {
      throw new FailedCommandException(
          "Kafka at %s has no topic %s; start `freshet serve` once, or check topics.prefix"
              .formatted(KafkaImport.brokers(settings), topic.name()),
          null);
    }
  }

  private static void requireFree(ReleaseView view, Artifact artifact) {
    String version = artifact.manifest().version();
    Optional<Release> found = view.find(version);
    if (found.isEmpty() || isFree(found.get())) {
      return;
    }
    State state = found.get().state();
    String there =
        switch (state) {
          case RELEASED ->
              "is released already: let it serve again with POST /v1/models/%s/activate"
                  .formatted(version);
          case REFUSED ->
              "was refused: let it serve all the same with POST /v1/models/%s/activate?force=true"
                  .formatted(version);
          default -> "is at work on (%s): wait for its end".formatted(ModelsTopic.word(state));
        };
    throw new FailedCommandException(
        "model %s %s, or give this one a version of its own in %s"
            .formatted(version, there, Artifact.manifestOf(artifact.file())),
        null);
  }

  /** Whether a version can be released once more: nothing of it is there, or somebody gave up. */
  private static boolean isFree(Release release) {
    return switch (release.state()) {
      case RELEASED, TRAINING -> false;
      case UPLOADING -> release.instance().isEmpty();
      case REFUSED -> release.stored().isEmpty();
      case FAILED, EXPIRED -> true;
    };
  }

  /** A schedule that counts them goes on from where it was. */
  private static long interactions(ReleaseView view) {
    return view.all().stream().findFirst().map(Release::interactions).orElse(0L);
  }
}
