package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import freshet.model.artifact.Artifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that has never met some items ranks them by their content. */
class HiddenItemsTest {
  private static final int TAGS = 4;
  private static final int PER_TAG = 15;
  private static final int USERS = 64;
  private static final int EACH = 8;

  @TempDir private static Path folder;
  private static Path log;
  private static Path out;
  private static Run trained;

  @BeforeAll
  static void train() throws IOException {
    log = Files.createDirectory(folder.resolve("log"));
    out = Files.createDirectory(folder.resolve("out")).resolve("m.pt");
    writeTastes();
    trained =
        train("--hide-items", "0.3", "--epochs", "8", "--batch-size", "64", "--without-id", "0.3");
  }

  private static Run train(String... more) {
    return Run.of(TrainCommandTest.small(log, out, folder, more).toArray(String[]::new));
  }

  /** Each user turns to items of one tag only, in any order. */
  private static void writeTastes() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder rows = new StringBuilder("user,item,type,pos\n");
    for (int user = 0; user < USERS; user++) {
      int[] liked = random.ints(0, PER_TAG).distinct().limit(EACH).toArray();
      for (int step = 0; step < EACH; step++) {
        rows.append("u%d,i%d,view,%d%n".formatted(user, liked[step] * TAGS + user % TAGS, step));
      }
    }
    Files.writeString(log.resolve("interactions.csv"), rows);
    StringBuilder items = new StringBuilder("item,type,title,tags\n");
    for (int item = 0; item < TAGS * PER_TAG; item++) {
      items.append("i%d,page,Page %d,t%d%n".formatted(item, item, item % TAGS));
    }
    Files.writeString(log.resolve("items.csv"), items);
  }

  private static Run evaluate(Path data, String... more) {
    List<String> line = new ArrayList<>(List.of("evaluate", "--data", data.toString()));
    line.addAll(List.of("--protocol", "leave-one-out", "--model", out.toString(), "--new-items"));
    line.addAll(List.of(more));
    return Run.of(line.toArray(String[]::new));
  }

  @Test
  void hidden_items_are_ranked_by_their_content_far_above_chance() throws IOException {
    assertThat(trained.err()).isEmpty();
    int learned = Artifact.open(out).manifest().items().size();
    Path figures = folder.resolve("new.json");

    Run run = evaluate(log, "--out", figures.toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    JsonNode newItems = new ObjectMapper().readTree(figures.toFile()).path("newItems");
    assertThat(newItems.path("items").asInt()).isEqualTo(TAGS * PER_TAG - learned).isBetween(9, 30);
    assertThat(newItems.path("cases").asInt()).isBetween(8, 40);
    assertThat(newItems.path("auc").asDouble()).isGreaterThan(0.75);
    assertThat(newItems.at("/auc95/0").asDouble()).isGreaterThan(0.5);
    assertThat(newItems.path("ndcg").asDouble())
        .isGreaterThan(newItems.at("/chance/ndcg").asDouble());
    assertThat(newItems.at("/chance/auc").asDouble()).isEqualTo(0.5);
    assertThat(run.out())
        .contains("items that the model has not learned", "AUC", "NDCG@10", "\nmodel", "\nchance");
  }

  @Test
  void where_every_item_was_learned_there_is_nothing_to_measure() throws IOException {
    List<String> learned = Artifact.open(out).manifest().items();
    Path known = folder.resolve("known.csv");
    Files.writeString(
        known, "user,item,pos\nu0,%s,0\nu0,%s,1\n".formatted(learned.get(0), learned.get(1)));

    Run run = evaluate(known);

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .contains("no case turns to an item that the model has not learned; train one with");
  }

  @Test
  void a_share_that_cannot_be_is_wrong_usage() {
    assertThat(train("--hide-items", "1").err()).contains("--hide-items is 1.0; give 0 to below 1");
  }
}
