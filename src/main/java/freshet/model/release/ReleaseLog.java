package freshet.model.release;

import freshet.avro.ModelRecord;
import freshet.stream.Topic;
import freshet.stream.TopicWriter;
import java.util.concurrent.CompletableFuture;

/**
 * Says in the `models` topic what becomes of models.
 *
 * @param writer shared with others
 */
public record ReleaseLog(TopicWriter writer, Topic<String, ModelRecord> topic) {

  /** Says how a model stands now. */
  public CompletableFuture<Void> put(Release release) {
    return writer.append(topic, release.version(), ModelsTopic.toRecord(release));
  }

  /** Makes a released model the one that is to serve, whichever was before. */
  public CompletableFuture<Void> activate(Release release) {
    return put(release.activated());
  }

  /** Forgets a model. */
  CompletableFuture<Void> forget(String version) {
    return writer.append(topic, version, null);
  }
}
