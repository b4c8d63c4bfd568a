package freshet.app;

import freshet.app.model.ModelTopics;
import freshet.avro.ModelRecord;
import freshet.model.artifact.Artifact;
import freshet.model.release.store.KafkaArtifacts;
import freshet.model.release.store.Stored;
import freshet.registry.ValueSerdes;
import freshet.stream.TopicWriter;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Somebody who releases models by writing to the topics, rightly or not. */
final class ModelOperator implements AutoCloseable {
  private final Map<String, Object> kafka;
  private final ModelTopics topics;
  private final TopicWriter writer;

  ModelOperator(String bootstrapServers, String registryUrl) {
    kafka = Map.of("bootstrap.servers", bootstrapServers);
    topics = ModelTopics.of("", ValueSerdes.from(Map.of("schema.registry.url", registryUrl)));
    writer = TopicWriter.connect(kafka);
  }

  /** Sends a model's files through Kafka; where they are and what they have to be. */
  Stored upload(Artifact artifact) throws InterruptedException {
    return upload(artifact, artifact.manifest().version());
  }

  /**
   * The same.
   *
   * @param version under which it is sent
   */
  Stored upload(Artifact artifact, String version) throws InterruptedException {
    KafkaArtifacts store =
        new KafkaArtifacts(
            topics.artifacts(),
            writer,
            () ->
                new KafkaConsumer<>(
                    kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    Stored planned = store.plan(artifact);
    Stored named = new Stored(version, planned.location(), planned.module(), planned.manifest());
    store.upload(artifact, named);
    return named;
  }

  /** Lets a model serve everywhere. */
  void release(Artifact artifact) throws InterruptedException {
    release(upload(artifact), record -> {});
  }

  /**
   * Lets a model serve everywhere.
   *
   * @param slip changes what is written
   */
  void release(Stored stored, Consumer<ModelRecord.Builder> slip) {
    ModelRecord.Builder record =
        ModelRecord.newBuilder()
            .setVersion(stored.version())
            .setState("released")
            .setActive(true)
            .setCreated(Instant.now())
            .setLocation(stored.location())
            .setBytes(stored.module().bytes())
            .setSha256(stored.module().sha256())
            .setManifestBytes(stored.manifest().bytes())
            .setManifestSha256(stored.manifest().sha256());
    slip.accept(record);
    writer.append(topics.models(), stored.version(), record.build()).join();
  }

  @Override
  public void close() {
    writer.close();
  }
}
