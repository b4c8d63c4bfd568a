package freshet.app.model;

import freshet.avro.ArtifactChunkRecord;
import freshet.avro.ModelRecord;
import freshet.avro.RetrainRecord;
import freshet.model.release.ModelsTopic;
import freshet.model.release.retrain.RetrainTopic;
import freshet.model.release.store.ArtifactsTopic;
import freshet.registry.ValueSerdes;
import freshet.stream.Topic;

/** The topics of models, with the serdes that the settings chose. */
public record ModelTopics(
    Topic<String, RetrainRecord> retrain,
    Topic<String, ModelRecord> models,
    Topic<String, ArtifactChunkRecord> artifacts) {

  /** The topics under a prefix, which may be empty. */
  public static ModelTopics of(String prefix, ValueSerdes serdes) {
    return new ModelTopics(
        RetrainTopic.topic(prefix, serdes.of(RetrainRecord.class)),
        ModelsTopic.topic(prefix, serdes.of(ModelRecord.class)),
        ArtifactsTopic.topic(prefix, serdes.of(ArtifactChunkRecord.class)));
  }
}
