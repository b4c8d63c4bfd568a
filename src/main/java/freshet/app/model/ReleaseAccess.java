package freshet.app.model;

import freshet.model.release.Judgement;
import freshet.model.release.Publisher;
import freshet.model.release.ReleaseLog;
import freshet.model.release.ReleaseView;
import freshet.model.release.store.ArtifactStore;
import freshet.model.release.store.FolderArtifacts;
import freshet.model.release.store.KafkaArtifacts;
import freshet.model.release.store.ModelFolder;
import freshet.model.release.store.WebArtifacts;
import freshet.stream.TopicWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Where releases and their files are, as the settings say.
 *
 * @param connection bootstrap servers and whatever security they need
 * @param writer shared with others
 */
public record ReleaseAccess(
    ModelSettings settings,
    Map<String, Object> connection,
    ModelTopics topics,
    TopicWriter writer) {
  private static final int LONGEST_REQUEST_MILLIS = 10_000;

  /** A consumer without a group, to be closed by who uses it. */
  public Consumer<byte[], byte[]> reader() {
    return consumer(Map.of());
  }

  /**
   * A consumer.
   *
   * @param own what it needs besides
   */
  Consumer<byte[], byte[]> consumer(Map<String, Object> own) {
    Map<String, Object> config = new HashMap<>(own);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, LONGEST_REQUEST_MILLIS);
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LONGEST_REQUEST_MILLIS);
    config.putAll(connection);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Says what becomes of models. */
  ReleaseLog log() {
    return new ReleaseLog(writer, topics.models());
  }

  /** Takes files where every instance fetches them. */
  ArtifactStore store() {
    String artifacts = settings.artifacts();
    if (artifacts.equals(ModelSettings.KAFKA)) {
      return new KafkaArtifacts(topics.artifacts(), writer, this::reader);
    }
    return artifacts.startsWith("file:")
        ? new FolderArtifacts(Path.of(URI.create(artifacts)))
        : new WebArtifacts(artifacts);
  }

  /**
   * Releases models.
   *
   * @param view has caught up with the topic when it does
   * @param folder of this instance
   */
  public Publisher publisher(ReleaseView view, ModelFolder folder) {
    return new Publisher(
        view, log(), store(), folder, new Judgement(settings.tolerance()), settings.keep());
  }
}
