package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import freshet.model.artifact.Artifact;
import freshet.model.artifact.Contract;
import freshet.model.artifact.Manifest;
import freshet.model.release.store.Stored;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is released, the model that answers answers on, and Freshet says what is wrong. */
@Timeout(180)
class BadReleaseIT {
  private static final HandMadeModel GOOD = new HandMadeModel(1);
  private static final HandMadeModel OTHER = new HandMadeModel(3);

  @TempDir private static Path data;
  private static RunningFreshet freshet;
  private static ModelSite site;
  private static ModelOperator operator;

  @TempDir private Path folder;
  private String bad;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    freshet = RunningFreshet.start(data, Map.of("model.breaker.rest", "1h"));
    site = new ModelSite(freshet.http());
    operator = new ModelOperator(freshet.bootstrapServers(), freshet.registryUrl());
    site.addItems(HandMadeModel.ITEMS);
    operator.release(GOOD.write(folder, "good"));
    site.awaitSentence("model good answers");
    site.interact("ann", "view", 4);
  }

  @AfterAll
  static void stop() {
    operator.close();
    freshet.close();
  }

  @BeforeEach
  void version(TestInfo test) {
    bad = test.getTestMethod().orElseThrow().getName().replaceFirst("_(is|are)_.*", "");
  }

  /** What is wrong is said under readiness and models; answers come from the model there was. */
  private void assertRefused(String why) throws IOException {
    String sentence = "model %s cannot be used: %s".formatted(bad, why);
    site.awaitSentence(sentence);
    assertStays();
    assertThat(site.sentence()).endsWith("; model good answers on");
    assertThat(site.models().path("active").asText()).isEqualTo(bad);
    assertThat(site.models().path("live").asText()).isEqualTo("good");
    assertThat(site.models().path("status").asText()).contains(sentence);
    assertThat(data.resolve("models")).isDirectoryNotContaining("glob:**/.*");
  }

  private static void assertStays() throws IOException {
    assertThat(site.first("ann")).isEqualTo(GOOD.after(4) + " model");
    assertThat(freshet.http().slate("ann", 3).path("degraded").asBoolean()).isFalse();
  }

  @Test
  void a_truncated_module_is_refused() throws Exception {
    Artifact artifact = OTHER.write(folder, bad);
    Stored whole = operator.upload(OTHER.write(folder.resolve("whole"), bad));
    try (FileChannel module = FileChannel.open(artifact.file(), StandardOpenOption.WRITE)) {
      module.truncate(1_000);
    }
    Stored cut = operator.upload(artifact);

    operator.release(new Stored(bad, cut.location(), whole.module(), cut.manifest()), record -> {});

    assertRefused(
        "the module of model %s ends after 1000 of its %d bytes; release the model again"
            .formatted(bad, whole.module().bytes()));
  }

  @Test
  void a_wrong_checksum_is_refused() throws Exception {
    operator.release(
        operator.upload(OTHER.write(folder, bad)), record -> record.setSha256("0".repeat(64)));

    assertRefused("the checksum of the module of model %s is wrong".formatted(bad));
  }

  @Test
  void vectors_of_another_length_are_refused() throws Exception {
    operator.release(OTHER.write(folder, bad, is -> changed(is, is.contract(), bad, 7, 5)));

    assertRefused("\"items\" of ");
    assertThat(site.sentence())
        .contains("gives float32 (2, 10) where its manifest promises float32 (2, 7)");
  }

  @Test
  void an_unknown_contract_is_refused() throws Exception {
    int next = Contract.VERSION + 1;
    operator.release(OTHER.write(folder, bad, is -> changed(is, next, bad, 10, 5)));

    assertRefused("model %s keeps contract 2 and this Freshet contract 1".formatted(bad));
  }

  @Test
  void a_manifest_of_another_model_is_refused() throws Exception {
    Artifact misnamed = OTHER.write(folder, bad, is -> changed(is, 1, "another", 10, 5));

    operator.release(operator.upload(misnamed, bad), record -> {});

    assertRefused("its manifest is that of model another");
  }

  @Test
  void a_module_that_is_none_is_refused() throws Exception {
    Artifact nonsense =
        Artifact.write(
            folder.resolve(bad + ".pt"),
            out -> out.write(new byte[5_000]),
            written -> {
              try {
                Manifest like = OTHER.write(folder.resolve("like"), bad).manifest();
                return new Manifest(
                    1,
                    bad,
                    like.created(),
                    10,
                    5,
                    like.items(),
                    like.features(),
                    like.types(),
                    like.pool(),
                    like.training(),
                    Map.of(),
                    written.bytes(),
                    written.sha256());
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    operator.release(nonsense);

    assertRefused("PyTorch cannot load ");
  }

  @Test
  void pieces_that_are_missing_are_refused() throws Exception {
    Stored stored = operator.upload(OTHER.write(folder, bad));
    operator.release(
        stored, record -> record.setLocation(stored.location().replaceFirst("/.*", "/9")));

    assertRefused(
        "7 of the 9 pieces of model %s are missing in topic model-artifacts".formatted(bad));
  }

  @Test
  void a_place_that_is_none_is_refused() throws Exception {
    operator.release(
        operator.upload(OTHER.write(folder, bad)), record -> record.setLocation("ftp://nowhere"));

    assertRefused("model %s is at ftp://nowhere, and model.artifacts is kafka".formatted(bad));
  }

  @Test
  void a_record_that_makes_no_sense_is_set_aside_and_later_ones_are_followed() throws Exception {
    Stored stored = operator.upload(OTHER.write(folder, "sound"));
    int before = freshet.topics().all("interactions-dead-letters").size();

    operator.release(stored, record -> record.setState("realeased"));

    await("it is set aside")
        .atMost(Duration.ofSeconds(30))
        .until(() -> freshet.topics().all("interactions-dead-letters").size() == before + 1);
    assertStays();
    operator.release(stored, record -> {});
    site.awaitSentence("model sound answers");
    assertThat(site.first("ann")).isEqualTo(OTHER.after(4) + " model");

    freshet.http().post("/v1/models/good/activate", "");
    site.awaitSentence("model good answers");
    assertStays();
  }

  /** Room for all, so that the models of other tests stay. */
  private Run release(Path file, String... more) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("site.conf"), String.join("\n", more) + "\nmodel.keep = 99");
    return Run.of(
        "models",
        "release",
        "--config=" + config,
        "--kafka-port=" + URI.create("kafka://" + freshet.bootstrapServers()).getPort(),
        "--registry-port=" + URI.create(freshet.registryUrl()).getPort(),
        file.toString());
  }

  @Test
  void a_model_that_a_person_releases_answers_and_is_not_released_twice() throws Exception {
    Path file = OTHER.write(folder, "by-hand").file();

    Run run = release(file);

    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains("Released model by-hand: every instance fetches it and lets it serve.")
        .contains("It was not measured against what was there: its manifest has no ladder.ndcg")
        .contains("See it:   curl http://localhost:7070/v1/models\n")
        .contains("/v1/models/VERSION/activate");
    site.awaitSentence("model by-hand answers");
    assertThat(site.first("ann")).isEqualTo(OTHER.after(4) + " model");
    assertThat(site.models().path("active").asText()).isEqualTo("by-hand");
    assertThat(site.models().path("breaker").asText()).isEqualTo("closed");

    Run again = release(file);
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.err())
        .startsWith(
            "freshet: model by-hand is released already: let it serve again with POST /v1/models/by-hand/activate, or give this one a version of its own in ")
        .endsWith("by-hand.json\n");

    freshet.http().post("/v1/models/good/activate", "");
    site.awaitSentence("model good answers");
    assertStays();
  }

  @Test
  void where_the_topics_are_missing_a_person_is_told() throws Exception {
    Run run = release(OTHER.write(folder, "nowhere").file(), "topics.prefix = elsewhere-");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "freshet: Kafka at %s has no topic elsewhere-models; start `freshet serve` once, or check topics.prefix\n",
            freshet.bootstrapServers());
  }

  private static Manifest changed(
      Manifest is, int contract, String version, int dimensions, int history) {
    return new Manifest(
        contract,
        version,
        is.created(),
        dimensions,
        history,
        is.items(),
        is.features(),
        is.types(),
        is.pool(),
        is.training(),
        is.metrics(),
        is.bytes(),
        is.sha256());
  }
}
