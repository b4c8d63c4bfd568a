package freshet.model.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import freshet.avro.ArtifactChunkRecord;
import freshet.avro.ModelRecord;
import freshet.model.UnusableModelException;
import freshet.model.artifact.Artifact;
import freshet.model.artifact.Artifact.Fingerprint;
import freshet.model.release.Release.State;
import freshet.model.release.store.ArtifactsTopic;
import freshet.model.release.store.KafkaArtifacts;
import freshet.model.release.store.ModelFolder;
import freshet.model.release.store.Stored;
import freshet.stream.Topic;
import freshet.stream.TopicWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReleasesTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir private Path disk;

  private final InMemoryKafka kafka = new InMemoryKafka();
  private final TopicWriter writer = kafka.writer();
  private final Topic<String, ModelRecord> models =
      ModelsTopic.topic("", kafka.serdes().of(ModelRecord.class));
  private final Topic<String, ArtifactChunkRecord> chunks =
      ArtifactsTopic.topic("", kafka.serdes().of(ArtifactChunkRecord.class));
  private final KafkaArtifacts store = new KafkaArtifacts(chunks, writer, kafka.readers());
  private final ReleaseLog log = new ReleaseLog(writer, models);
  private final List<String> activated = new CopyOnWriteArrayList<>();
  private final List<String> poison = new CopyOnWriteArrayList<>();
  private volatile ModelActivation activation =
      artifact -> activated.add(artifact.manifest().version());
  private Releases releases;

  @AfterEach
  void stop() {
    if (releases != null) {
      releases.close();
    }
  }

  private void follow() {
    releases =
        new Releases(
            models,
            kafka.readers(),
            new ReleaseView(),
            store,
            new ModelFolder(disk.resolve("here")),
            artifact -> activation.activate(artifact),
            (key, letter) -> poison.add(key),
            Duration.ofMillis(10));
    releases.start();
  }

  private Release release(String version) throws InterruptedException {
    Artifact artifact = Artifacts.write(disk.resolve("there"), version, 5_000, Map.of());
    Stored stored = store.plan(artifact);
    store.upload(artifact, stored);
    Release release = released(stored);
    log.activate(release).join();
    return release;
  }

  private static Release released(Stored stored) {
    return new Release(
        stored.version(),
        State.RELEASED,
        true,
        Optional.empty(),
        NOW,
        Optional.empty(),
        List.of(),
        0,
        Map.of(),
        Optional.of(stored),
        Optional.empty());
  }

  private void awaitActivated(String... versions) {
    await().atMost(SOON).untilAsserted(() -> assertThat(activated).containsExactly(versions));
  }

  private void awaitSentence(String part) {
    await().atMost(SOON).untilAsserted(() -> assertThat(releases.sentence()).contains(part));
  }

  @Test
  void without_a_release_nothing_is_wrong() {
    follow();

    await().atMost(SOON).until(releases::isCaughtUp);
    assertThat(releases.sentence()).isEqualTo("no model has been released yet");
    assertThat(releases.isWell()).isTrue();
    assertThat(releases.live()).isEmpty();
  }

  @Test
  void a_release_is_fetched_checked_and_put_to_work() throws Exception {
    follow();

    release("v1");

    awaitActivated("v1");
    awaitSentence("model v1 answers");
    assertThat(Artifact.open(disk.resolve("here/v1.pt")).manifest().version()).isEqualTo("v1");
  }

  @Test
  void of_several_releases_only_the_latest_is_loaded_at_a_start() throws Exception {
    release("v1");
    release("v2");

    follow();

    awaitActivated("v2");
  }

  @Test
  void one_record_rolls_back_and_one_goes_on_again() throws Exception {
    follow();
    Release first = release("v1");
    awaitActivated("v1");
    Release second = release("v2");
    awaitActivated("v1", "v2");

    log.activate(first).join();
    awaitActivated("v1", "v2", "v1");
    log.activate(second).join();

    awaitActivated("v1", "v2", "v1", "v2");
  }

  @Test
  void a_truncated_artifact_is_refused_and_the_live_one_stays() throws Exception {
    follow();
    release("v1");
    awaitActivated("v1");

    Stored whole = stored("v2");
    log.put(
            released(
                new Stored(
                    "v2",
                    whole.location(),
                    new Fingerprint(whole.module().bytes() + 7, whole.module().sha256()),
                    whole.manifest())))
        .join();

    awaitSentence("ends after 5000 of its 5007 bytes");
    assertStays("v1", "v2");
  }

  @Test
  void a_wrong_checksum_is_refused_and_the_live_one_stays() throws Exception {
    follow();
    release("v1");
    awaitActivated("v1");

    Stored whole = stored("v2");
    log.put(
            released(
                new Stored(
                    "v2",
                    whole.location(),
                    new Fingerprint(whole.module().bytes(), "0".repeat(64)),
                    whole.manifest())))
        .join();

    awaitSentence("checksum of the module of model v2 is wrong");
    assertStays("v1", "v2");
  }

  private Stored stored(String version) throws InterruptedException {
    Artifact artifact = Artifacts.write(disk.resolve("there"), version, 5_000, Map.of());
    Stored stored = store.plan(artifact);
    store.upload(artifact, stored);
    return stored;
  }

  private void assertStays(String live, String refused) {
    assertThat(releases.sentence()).endsWith("; model %s answers on".formatted(live));
    assertThat(releases.isWell()).isFalse();
    assertThat(activated).containsExactly(live);
    assertThat(disk.resolve("here/" + refused + ".pt")).doesNotExist();
    assertThat(disk.resolve("here")).isDirectoryNotContaining("glob:**.arriving");
  }

  @Test
  void what_cannot_be_put_to_work_is_not_tried_again_until_it_is_released_again() throws Exception {
    follow();
    Release first = release("v1");
    awaitActivated("v1");
    List<String> tried = new CopyOnWriteArrayList<>();
    activation =
        artifact -> {
          tried.add(artifact.manifest().version());
          throw new UnusableModelException("it has another shape");
        };
    Release second = release("v2");
    awaitSentence("model v2 cannot be used: it has another shape; model v1 answers on");

    log.activate(first).join();
    awaitSentence("model v1 answers");
    log.activate(second).join();

    awaitSentence("model v2 cannot be used");
    assertThat(tried).containsExactly("v2", "v2");
    assertThat(releases.live().orElseThrow().manifest().version()).isEqualTo("v1");
  }

  @Test
  void running_out_of_memory_leaves_the_live_one_in_place() throws Exception {
    follow();
    release("v1");
    awaitActivated("v1");
    activation =
        artifact -> {
          throw new OutOfMemoryError("native memory");
        };

    release("v2");

    awaitSentence("model v2 cannot be used: it could not be put to work: native memory");
    assertThat(releases.live().orElseThrow().manifest().version()).isEqualTo("v1");
  }

  @Test
  void what_cannot_be_had_for_a_while_is_had_later() throws Exception {
    follow();
    await().atMost(SOON).until(releases::isCaughtUp);
    kafka.setDown(true);
    release2WhileDown();
    kafka.setDown(false);

    awaitActivated("v2");
    assertThat(releases.isWell()).isTrue();
  }

  private void release2WhileDown() throws InterruptedException {
    Artifact artifact = Artifacts.write(disk.resolve("there"), "v2", 5_000, Map.of());
    Stored anywhere =
        new Stored(
            "v2",
            "kafka:0/2",
            new Fingerprint(artifact.manifest().bytes(), artifact.manifest().sha256()),
            fingerprintOfManifest(artifact));
    store.upload(artifact, anywhere);
    log.put(released(anywhere)).join();
  }

  private static Fingerprint fingerprintOfManifest(Artifact artifact) {
    try {
      return Artifact.fingerprint(Artifact.manifestOf(artifact.file()));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void after_a_restart_the_last_one_serves_at_once_without_kafka() throws Exception {
    follow();
    release("v1");
    awaitActivated("v1");
    await().atMost(SOON).until(() -> Files.exists(disk.resolve("here/last-served")));
    releases.close();
    activated.clear();
    kafka.setDown(true);

    follow();

    awaitActivated("v1");
  }

  @Test
  void a_damaged_file_on_the_disk_is_fetched_anew() throws Exception {
    follow();
    release("v1");
    awaitActivated("v1");
    awaitSentence("model v1 answers");
    releases.close();
    activated.clear();
    Files.writeString(disk.resolve("here/v1.pt"), "not a model");

    follow();

    awaitActivated("v1");
    assertThat(Artifact.open(disk.resolve("here/v1.pt")).manifest().version()).isEqualTo("v1");
  }

  @Test
  void files_of_models_that_nobody_can_go_back_to_are_deleted() throws Exception {
    follow();
    Release first = release("v1");
    awaitActivated("v1");
    log.put(first.expired("to make room")).join();
    release("v2");

    awaitActivated("v1", "v2");
    await().atMost(SOON).untilAsserted(() -> assertThat(disk.resolve("here/v1.pt")).doesNotExist());
    assertThat(disk.resolve("here/v2.pt")).exists();
  }

  @Test
  void records_that_make_no_sense_are_reported_and_change_nothing() throws Exception {
    follow();
    kafka.append("models", "noise".getBytes(StandardCharsets.UTF_8), new byte[] {1, 2, 3});
    ModelRecord misnamed = ModelsTopic.toRecord(release("v1"));
    writer.append(models, "another", misnamed).join();

    awaitActivated("v1");
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(poison).containsExactly("noise", "another"));
  }
}
