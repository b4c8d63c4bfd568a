package freshet.model.release.store;

import freshet.avro.ArtifactChunkRecord;
import freshet.stream.StringSerde;
import freshet.stream.Topic;
import org.apache.kafka.common.serialization.Serde;

/** The compacted `model-artifacts` topic: models in pieces; its keys are version/number. */
public final class ArtifactsTopic {
  /** Name without prefix. */
  public static final String NAME = "model-artifacts";

  private ArtifactsTopic() {}

  /** The topic under a prefix, which may be empty. */
  public static Topic<String, ArtifactChunkRecord> topic(
      String prefix, Serde<ArtifactChunkRecord> values) {
    return new Topic<>(prefix + NAME, new StringSerde<>(key -> key, key -> key), values);
  }
}
