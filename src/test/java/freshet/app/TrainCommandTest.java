package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import freshet.model.artifact.Artifact;
import freshet.model.artifact.Manifest;
import freshet.model.engine.TorchModule;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ITEMS = 30;

  @TempDir private Path folder;
  private Path log;
  private Path work;
  private Path out;

  @BeforeEach
  void log() throws IOException {
    log = Files.createDirectory(folder.resolve("log"));
    work = Files.createDirectory(folder.resolve("work"));
    out = Files.createDirectory(folder.resolve("out")).resolve("m.pt");
    writeCircle(log, 150, true);
  }

  /** After each item comes the next in a circle: what follows is never in doubt. */
  static void writeCircle(Path log, int users, boolean timed) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder rows =
        new StringBuilder("user,item,type,%s\n".formatted(timed ? "timestamp" : "pos"));
    for (int user = 0; user < users; user++) {
      int first = random.nextInt(ITEMS);
      for (int step = 0; step < 12; step++) {
        rows.append(
            "u%d,i%d,view,%d%n"
                .formatted(
                    user,
                    (first + step) % ITEMS,
                    timed ? 1_700_000_000 + user * 1000 + step : step));
      }
    }
    Files.writeString(log.resolve("interactions.csv"), rows);
    StringBuilder items = new StringBuilder("item,type,title,tags\n");
    for (int item = 0; item < ITEMS; item++) {
      items.append("i%d,page,Page %d,t%d%n".formatted(item, item, item / 10));
    }
    Files.writeString(log.resolve("items.csv"), items);
  }

  /**
   * Small and quick, yet able to learn a circle.
   *
   * @param more options that are added or take the place of others
   */
  static List<String> small(Path log, Path out, Path work, String... more) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("--from", log.toString());
    options.put("--out", out.toString());
    options.put("--work-dir", work.toString());
    options.put("--emb-dim", "16");
    options.put("--layers", "1");
    options.put("--heads", "1");
    options.put("--history", "10");
    options.put("--batch-size", "200");
    options.put("--dropout", "0");
    options.put("--lr", "0.02");
    options.put("--warm-up", "5");
    options.put("--progress", "json");
    for (int i = 0; i < more.length; i += 2) {
      options.put(more[i], more[i + 1]);
    }
    List<String> line = new ArrayList<>(List.of("train"));
    options.forEach((name, value) -> line.addAll(List.of(name, value)));
    return line;
  }

  private Run train(String... more) {
    return Run.of(small(log, out, work, more).toArray(String[]::new));
  }

  private static List<JsonNode> lines(Run run) {
    return run.out().lines().map(TrainCommandTest::json).toList();
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }

  @Test
  void what_follows_without_doubt_is_foreseen_after_a_few_epochs() throws IOException {
    Run run = train("--epochs", "8");

    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    Manifest manifest = Artifact.open(out).manifest();
    // By chance: 0.33 and 0.15.
    assertThat(manifest.metrics().get("model.hitRate")).isGreaterThan(0.95);
    assertThat(manifest.metrics().get("model.ndcg")).isGreaterThan(0.8);
    assertThat(manifest.items()).hasSize(ITEMS);
    assertThat(manifest.features())
        .containsExactlyInAnyOrder("type:page", "tag:t0", "tag:t1", "tag:t2");
    assertThat(manifest.types()).containsExactly("view");
    assertThat(manifest.dimensions()).isEqualTo(16);
    assertThat(manifest.history()).isEqualTo(10);
    assertThat(manifest.training().interactions()).isEqualTo(1620);
    assertThat(manifest.training().from().orElseThrow()).hasToString("2023-11-14T22:13:20Z");
    assertThat(manifest.version()).matches("\\d{8}-\\d{6}-" + manifest.sha256().substring(0, 8));
    assertThat(Run.of("models", "validate", out.toString()).exit()).isZero();
    assertThat(out.getParent().toFile().list()).containsExactlyInAnyOrder("m.pt", "m.json");
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void its_progress_is_one_json_object_in_each_line() {
    List<JsonNode> lines = lines(train("--epochs", "2"));

    assertThat(lines)
        .extracting(line -> line.path("phase").asText())
        .containsSubsequence("reading", "training", "training", "choosing", "done")
        .containsOnly("reading", "training", "choosing", "done");
    JsonNode last =
        lines.stream().filter(line -> line.path("share").asDouble() == 1).findFirst().orElseThrow();
    assertThat(last.path("epoch").asInt()).isEqualTo(2);
    assertThat(last.path("epochs").asInt()).isEqualTo(2);
    assertThat(last.path("loss").asDouble()).isPositive();
    assertThat(last.path("ndcg").asDouble()).isPositive();
    assertThat(last.path("secondsLeft").asInt()).isZero();
  }

  @Test
  void what_was_left_out_is_said_while_it_reads() throws IOException {
    Files.writeString(
        log.resolve("interactions.csv"), "u0,i0,hug,1700000000\n", StandardOpenOption.APPEND);

    assertThat(lines(train("--epochs", "1")))
        .filteredOn(line -> line.path("phase").asText().equals("reading"))
        .extracting(line -> line.path("message").asText())
        .anyMatch(said -> said.startsWith("Left out 1: type is \"hug\", which is not defined"));
  }

  @Test
  void the_same_seed_gives_the_same_model_and_another_gives_another() throws IOException {
    String first = sha256("7");
    assertThat(sha256("7")).isEqualTo(first);
    assertThat(sha256("8")).isNotEqualTo(first);
  }

  private String sha256(String seed) {
    assertThat(train("--seed", seed, "--epochs", "2", "--dropout", "0.2").exit()).isZero();
    return Artifact.open(out).manifest().sha256();
  }

  @Test
  void a_log_without_event_times_leaves_each_user_s_last_two_out() throws IOException {
    writeCircle(log, 150, false);

    assertThat(train("--epochs", "1").exit()).isZero();
    Manifest manifest = Artifact.open(out).manifest();
    assertThat(manifest.training().interactions()).isEqualTo(1500);
    assertThat(manifest.training().from()).isEmpty();
  }

  @Test
  void people_are_told_of_each_epoch() {
    // On standard error, which is not captured here: it must not fail.
    assertThat(train("--epochs", "1", "--progress", "plain").out()).isEmpty();
    assertThat(train("--epochs", "1", "--progress", "bar").exit()).isZero();
  }

  @Test
  void the_module_that_was_there_stays_when_a_run_fails() throws IOException {
    Files.writeString(out, "the one before");
    Files.writeString(log.resolve("interactions.csv"), "user,item,timestamp\nu,i,1700000000\n");

    Run run = train();

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .isEqualToIgnoringNewLines(
            "freshet: there are 0 interactions to learn from and at least 100 are needed; give a longer log, or more --days");
    assertThat(lines(run).get(lines(run).size() - 1).path("phase").asText()).isEqualTo("failed");
    assertThat(out).hasContent("the one before");
    assertThat(out.getParent().toFile().list()).containsExactly("m.pt");
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void a_log_that_cannot_be_read_is_one_sentence() {
    assertOneSentence(
        train("--from", folder.resolve("nowhere").toString()),
        "nowhere does not exist; name a folder with interactions.csv");
  }

  @Test
  void a_file_that_cannot_be_written_is_found_before_the_log_is_read() {
    assertOneSentence(
        train("--from", "no-such-log", "--out", folder.resolve("nowhere/m.pt").toString()),
        "which is no folder; make it first");
    assertOneSentence(
        train("--from", "no-such-log", "--work-dir", folder.resolve("nowhere").toString()),
        "nowhere is no folder; make it first");
  }

  @Test
  void a_live_model_that_is_missing_is_one_sentence() {
    assertOneSentence(
        train("--live", folder.resolve("live.pt").toString()),
        "live.json is missing; a model is NAME.pt and NAME.json beside it");
  }

  @Test
  void kafka_that_does_not_answer_is_one_sentence() throws IOException {
    Path config = folder.resolve("site.conf");
    int nobody;
    try (ServerSocket socket = new ServerSocket(0)) {
      nobody = socket.getLocalPort();
    }
    Files.writeString(config, "kafka.start-limit = 1s, kafka.port = " + nobody);

    assertOneSentence(
        train("--from", "kafka", "--config", config.toString()),
        "no Kafka answers at 127.0.0.1:%d; start one with `freshet serve`".formatted(nobody));
  }

  @Test
  void a_wrong_setting_is_one_sentence_for_the_program_that_watches_too() throws IOException {
    Path config = Files.writeString(folder.resolve("site.conf"), "kafka.prot = 1");
    Run run = train("--config", config.toString());

    assertOneSentence(run, "there is no setting kafka.prot");
    assertThat(lines(run).get(0).path("message").asText()).contains("kafka.prot");
  }

  private void assertOneSentence(Run run, String said) {
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).startsWith("freshet: ").contains(said).hasLineCount(1);
    assertThat(out.getParent()).isEmptyDirectory();
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void findings_about_a_model_are_lines_or_json() throws IOException {
    assertThat(TorchModule.engine()).startsWith("PyTorch 2.");
    String missing = folder.resolve("none.pt").toString();

    Run lines = Run.of("models", "validate", missing);
    assertThat(lines.exit()).isEqualTo(1);
    assertThat(lines.out()).startsWith("not ok  module ").contains("is missing");

    Run json = Run.of("models", "validate", "--json", missing);
    assertThat(json.exit()).isEqualTo(1);
    assertThat(json(json.out()).path("fits").asBoolean()).isFalse();
    assertThat(json(json.out()).at("/findings/0/what").asText()).isEqualTo("module");
  }
}
