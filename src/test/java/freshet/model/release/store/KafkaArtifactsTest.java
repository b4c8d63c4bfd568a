package freshet.model.release.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freshet.avro.ArtifactChunkRecord;
import freshet.model.UnusableModelException;
import freshet.model.artifact.Artifact;
import freshet.model.release.Artifacts;
import freshet.model.release.InMemoryKafka;
import freshet.stream.Topic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class KafkaArtifactsTest {
  private static final int BYTES = 3 * KafkaArtifacts.CHUNK_BYTES + 17;

  @TempDir private Path disk;

  private final InMemoryKafka kafka = new InMemoryKafka();
  private final Topic<String, ArtifactChunkRecord> topic =
      ArtifactsTopic.topic("", kafka.serdes().of(ArtifactChunkRecord.class));
  private final KafkaArtifacts store = new KafkaArtifacts(topic, kafka.writer(), kafka.readers());

  private Artifact made(String version) {
    return Artifacts.write(disk.resolve("there"), version, BYTES, Map.of());
  }

  private Artifact fetched(Stored stored) throws IOException, InterruptedException {
    ModelFolder folder = new ModelFolder(disk.resolve("here"));
    try (Incoming incoming = folder.receive(stored)) {
      store.fetch(stored, incoming);
      return folder.complete(stored, incoming);
    }
  }

  @Test
  void an_artifact_arrives_as_it_was_sent() throws Exception {
    Stored stored = store.plan(made("v1"));
    store.upload(made("v1"), stored);

    Artifact arrived = fetched(stored);

    assertThat(arrived.manifest()).isEqualTo(made("v1").manifest());
    assertThat(arrived.file()).hasSameBinaryContentAs(disk.resolve("there/v1.pt"));
  }

  @Test
  void no_piece_is_longer_than_half_a_mebibyte_and_keys_are_numbered() throws Exception {
    Stored stored = store.plan(made("v1"));
    store.upload(made("v1"), stored);

    assertThat(stored.location()).isEqualTo("kafka:0/5");
    assertThat(kafka.records("model-artifacts"))
        .hasSize(5)
        .allMatch(record -> record.value().length < KafkaArtifacts.CHUNK_BYTES + 100)
        .extracting(record -> new String(record.key(), java.nio.charset.StandardCharsets.UTF_8))
        .containsExactly("v1/0", "v1/1", "v1/2", "v1/3", "v1/4");
  }

  @Test
  void pieces_may_come_in_any_order_and_twice_and_among_others() throws Exception {
    Stored planned = store.plan(made("v1"));
    store.upload(made("v1"), planned);
    store.upload(made("v10"), store.plan(made("v10")));
    List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>(kafka.records("model-artifacts"));
    sent.add(sent.get(1));
    Collections.reverse(sent);
    sent.forEach(record -> kafka.append("model-artifacts", record.key(), record.value()));

    Stored behind = new Stored("v1", "kafka:" + 10 + "/5", planned.module(), planned.manifest());

    assertThat(fetched(behind).manifest()).isEqualTo(made("v1").manifest());
  }

  @Test
  void a_missing_piece_is_said_to_be_missing() throws Exception {
    Stored planned = store.plan(made("v1"));
    store.upload(made("v1"), planned);
    Stored later = new Stored("v1", "kafka:1/5", planned.module(), planned.manifest());

    assertThatThrownBy(() -> fetched(later))
        .isInstanceOf(UnusableModelException.class)
        .hasMessage(
            "1 of the 5 pieces of model v1 are missing in topic model-artifacts; release the model again");
    assertThat(disk.resolve("here")).isEmptyDirectory();
  }

  @Test
  void what_was_deleted_is_missing() throws Exception {
    Stored stored = store.plan(made("v1"));
    store.upload(made("v1"), stored);

    store.delete(stored);

    assertThat(kafka.records("model-artifacts")).hasSize(10);
    assertThat(kafka.records("model-artifacts").subList(5, 10))
        .allMatch(record -> record.value() == null);
  }

  @Test
  void a_kafka_that_does_not_answer_is_tried_later() {
    Artifact artifact = made("v1");
    kafka.setDown(true);

    assertThatThrownBy(() -> store.plan(artifact))
        .isInstanceOf(UnreachableArtifactException.class)
        .hasMessageContaining("check that the brokers are up");
  }

  @Test
  void a_location_of_another_kind_names_the_setting() {
    Stored elsewhere = new Stored("v1", "https://host/v1.pt", null, null);

    assertThatThrownBy(() -> store.delete(elsewhere))
        .isInstanceOf(UnusableModelException.class)
        .hasMessageContaining("set model.artifacts as it was");
  }
}
