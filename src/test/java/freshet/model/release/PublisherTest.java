package freshet.model.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freshet.avro.ModelRecord;
import freshet.model.artifact.Artifact;
import freshet.model.release.Release.State;
import freshet.model.release.store.FolderArtifacts;
import freshet.model.release.store.ModelFolder;
import freshet.model.release.store.UnreachableArtifactException;
import freshet.stream.Topic;
import freshet.stream.TopicWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PublisherTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir private Path disk;

  private final InMemoryKafka kafka = new InMemoryKafka();
  private final TopicWriter writer = kafka.writer();
  private final Topic<String, ModelRecord> models =
      ModelsTopic.topic("", kafka.serdes().of(ModelRecord.class));
  private final ReleaseLog log = new ReleaseLog(writer, models);
  private final ReleaseView view = new ReleaseView();
  private int seen;

  private Publisher publisher() {
    return publisher(disk.resolve("shared"));
  }

  private Publisher publisher(Path shared) {
    return new Publisher(
        view,
        log,
        new FolderArtifacts(shared),
        new ModelFolder(disk.resolve("here")),
        new Judgement(0),
        2);
  }

  /** What the thread that follows the topic does. */
  private void catchUp() {
    List<ProducerRecord<byte[], byte[]>> records = kafka.records("models");
    for (; seen < records.size(); seen++) {
      ProducerRecord<byte[], byte[]> record = records.get(seen);
      view.apply(
          new String(record.key(), StandardCharsets.UTF_8),
          models.values().deserializer().deserialize("models", record.headers(), record.value()));
    }
  }

  private Release publish(int day, Map<String, Double> metrics) throws InterruptedException {
    Artifact trained = Artifacts.write(disk.resolve("work"), "v" + day, 1_000, metrics);
    Release published = publisher().publish(begun(day), trained);
    catchUp();
    return published;
  }

  private static Release begun(int day) {
    return begun(day, "v" + day);
  }

  private static Release begun(int day, String version) {
    return Release.begun(version, NOW.plusSeconds(86_400L * day), "1", List.of("r" + day), day);
  }

  private State state(String version) {
    return view.find(version).orElseThrow().state();
  }

  private String active() {
    return view.choice().orElseThrow().release().version();
  }

  @Test
  void a_model_that_is_better_is_released_and_to_serve() throws Exception {
    Release released = publish(1, Artifacts.better());

    assertThat(released.state()).isEqualTo(State.RELEASED);
    assertThat(active()).isEqualTo("v1");
    assertThat(view.find("v1").orElseThrow().metrics()).isEqualTo(Artifacts.better());
    assertThat(view.find("v1").orElseThrow().requests()).containsExactly("r1");
    assertThat(disk.resolve("shared/v1.pt")).exists();
    assertThat(disk.resolve("here/v1.json")).exists();
  }

  @Test
  void a_model_that_is_worse_is_refused_and_the_one_that_serves_stays() throws Exception {
    publish(1, Artifacts.better());

    Release refused =
        publish(2, Map.of(Judgement.LADDER, 0.19, Judgement.WITHOUT, 0.1, Judgement.LIVE, 0.2));

    assertThat(refused.state()).isEqualTo(State.REFUSED);
    assertThat(active()).isEqualTo("v1");
    Release told = view.find("v2").orElseThrow();
    assertThat(told.why().orElseThrow()).contains("0.1900 with it and 0.2000 with the live model");
    assertThat(told.metrics()).containsEntry(Judgement.LADDER, 0.19);
  }

  @Test
  void a_refused_model_can_be_forced_until_the_next_one_is_refused() throws Exception {
    Map<String, Double> worse = Map.of(Judgement.LADDER, 0.1, Judgement.WITHOUT, 0.2);
    publish(1, worse);
    assertThat(disk.resolve("shared/v1.pt")).exists();

    publish(2, worse);
    catchUp();

    assertThat(disk.resolve("shared/v1.pt")).doesNotExist();
    assertThat(view.find("v1").orElseThrow().stored()).isEmpty();
    assertThat(state("v1")).isEqualTo(State.REFUSED);
    log.activate(view.find("v2").orElseThrow()).join();
    catchUp();
    assertThat(active()).isEqualTo("v2");
  }

  @Test
  void only_the_latest_are_kept() throws Exception {
    for (int day = 1; day <= 4; day++) {
      publish(day, Artifacts.better());
    }

    assertThat(view.all()).extracting(Release::version).containsExactly("v4", "v3", "v2", "v1");
    assertThat(view.all())
        .extracting(Release::state)
        .containsExactly(State.RELEASED, State.RELEASED, State.EXPIRED, State.EXPIRED);
    assertThat(disk.resolve("shared/v2.pt")).doesNotExist();
    assertThat(disk.resolve("shared/v2.json")).doesNotExist();
    assertThat(disk.resolve("shared/v3.pt")).exists();
  }

  @Test
  void the_model_that_serves_is_kept_however_old_it_is() throws Exception {
    for (int day = 1; day <= 2; day++) {
      publish(day, Artifacts.better());
    }
    log.activate(view.find("v1").orElseThrow()).join();
    catchUp();

    publish(3, Map.of(Judgement.LADDER, 0.1, Judgement.WITHOUT, 0.2));
    publish(4, Map.of(Judgement.LADDER, 0.1, Judgement.WITHOUT, 0.2));

    assertThat(active()).isEqualTo("v1");
    assertThat(disk.resolve("shared/v1.pt")).exists();
  }

  @Test
  void a_model_that_calls_itself_something_else_goes_by_the_version_it_was_announced_under()
      throws Exception {
    Artifact trained =
        Artifacts.write(disk.resolve("work"), "its-own-name", 1_000, Artifacts.better());

    publisher().publish(begun(7), trained);
    catchUp();

    assertThat(active()).isEqualTo("v7");
    assertThat(Artifact.open(disk.resolve("shared/v7.pt")).manifest().version()).isEqualTo("v7");
  }

  @Test
  void models_that_came_to_nothing_are_remembered_for_a_while() throws Exception {
    for (int day = 1; day <= Publisher.REMEMBERED + 3; day++) {
      log.put(begun(day).failed("there were too few interactions")).join();
    }
    catchUp();

    publish(99, Artifacts.better());
    catchUp();

    assertThat(view.all()).hasSize(Publisher.REMEMBERED + 1);
    assertThat(view.find("v1")).isEmpty();
  }

  @Test
  void what_an_instance_left_half_done_is_cleared_away_by_the_next() throws Exception {
    log.put(begun(1)).join();
    catchUp();

    publisher().abandonOthers(begun(2));
    catchUp();

    assertThat(state("v1")).isEqualTo(State.FAILED);
    assertThat(view.find("v1").orElseThrow().why().orElseThrow())
        .contains("has ended; its requests run anew");
  }

  private Release bring(int day, Map<String, Double> metrics) throws InterruptedException {
    Artifact made = Artifacts.write(disk.resolve("work"), "v" + day, 1_000, metrics);
    Release released = publisher().release(brought(day), made);
    catchUp();
    return released;
  }

  private static Release brought(int day) {
    return Release.brought("v" + day, NOW.plusSeconds(86_400L * day), 7);
  }

  @Test
  void a_model_that_is_brought_is_released_without_a_judgement() throws Exception {
    publish(1, Artifacts.better());

    Release released = bring(2, Map.of());

    assertThat(active()).isEqualTo("v2");
    assertThat(view.find("v2")).contains(released);
    assertThat(released.state()).isEqualTo(State.RELEASED);
    assertThat(released.instance()).isEmpty();
    assertThat(released.interactions()).isEqualTo(7);
    assertThat(disk.resolve("shared/v2.pt")).exists();
    assertThat(disk.resolve("here/v2.pt")).doesNotExist();
  }

  @Test
  void a_model_that_is_brought_is_announced_before_it_is_sent_and_takes_the_room_of_old_ones()
      throws Exception {
    publish(1, Artifacts.better());
    publish(2, Artifacts.better());
    int before = kafka.records("models").size();

    bring(3, Map.of("ladder.ndcg", 0.1));

    assertThat(kafka.records("models").subList(before, kafka.records("models").size()))
        .extracting(record -> stateOf(record))
        .containsExactly("uploading", "released", "expired");
    assertThat(state("v1")).isEqualTo(State.EXPIRED);
    assertThat(disk.resolve("shared/v1.pt")).doesNotExist();
  }

  private String stateOf(ProducerRecord<byte[], byte[]> record) {
    return models
        .values()
        .deserializer()
        .deserialize("models", record.headers(), record.value())
        .getState();
  }

  @Test
  void a_model_that_cannot_be_sent_has_failed_and_the_one_that_serves_stays() throws Exception {
    publish(1, Artifacts.better());
    Artifact made = Artifacts.write(disk.resolve("work"), "v2", 1_000, Map.of());
    Path noFolder = Files.createFile(disk.resolve("file"));

    assertThatThrownBy(() -> publisher(noFolder).release(brought(2), made))
        .isInstanceOf(UnreachableArtifactException.class)
        .hasMessageContaining("check model.artifacts");

    catchUp();
    assertThat(state("v2")).isEqualTo(State.FAILED);
    assertThat(view.find("v2").orElseThrow().stored()).isEmpty();
    assertThat(active()).isEqualTo("v1");
    bring(2, Map.of());
    assertThat(active()).isEqualTo("v2");
  }

  @Test
  void a_training_that_begins_leaves_a_model_alone_that_is_being_brought() throws Exception {
    log.put(brought(1)).join();
    catchUp();

    publisher().abandonOthers(begun(1, "mine"));
    catchUp();
    assertThat(state("v1")).isEqualTo(State.UPLOADING);

    publisher().abandonOthers(begun(2, "mine"));
    catchUp();
    assertThat(state("v1")).isEqualTo(State.FAILED);
    assertThat(view.find("v1").orElseThrow().why())
        .contains("its release was cut off; release it again");
  }
}
