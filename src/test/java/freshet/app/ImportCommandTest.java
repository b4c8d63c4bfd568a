package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.event.Admission;
import freshet.event.Interaction;
import freshet.event.InteractionTypes;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.event.ItemLog;
import freshet.replay.FakeServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class ImportCommandTest {
  @TempDir private Path folder;
  @TempDir private Path dataDir;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<Interaction> appended = new ArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        folder.resolve("interactions.csv"),
        "user,item,type,timestamp\nu,a,view,100\nu,b,follow,101\nu,c,like,102\n");
  }

  @Test
  void a_folder_is_sent_over_http_and_the_report_says_what_was_refused() throws IOException {
    try (FakeServer server = new FakeServer()) {
      int exit = run("--to", server.address().toString(), folder.toString());

      assertThat(exit).isZero();
      assertThat(server.interactions()).hasSize(3);
      assertThat(out.toString()).contains("interactions").contains("Sent to " + server.address());
    }
  }

  @Test
  void the_second_run_says_that_all_is_imported() throws IOException {
    try (FakeServer server = new FakeServer()) {
      run("--to", server.address().toString(), folder.toString());
      int exit = run("--to", server.address().toString(), folder.toString());

      assertThat(exit).isZero();
      assertThat(out.toString()).contains("Already imported").contains("--restart");
      assertThat(server.interactions()).hasSize(3);
    }
  }

  @Test
  void kafka_is_reached_through_the_ports_and_closed_afterwards() {
    int exit = run("--to", "kafka", "--json", folder.toString());

    assertThat(exit).isZero();
    assertThat(appended).extracting(row -> row.item().value()).containsExactly("a", "c");
    assertThat(out.toString()).contains("\"state\":\"finished\"").contains("\\\"follow\\\"");
    assertThat(closed).isTrue();
  }

  @Test
  void an_import_of_which_nothing_is_taken_has_failed() throws IOException {
    Files.writeString(
        folder.resolve("interactions.csv"), "user,item,type,timestamp\nu,b,follow,101\n");

    assertThat(run("--to", "kafka", folder.toString())).isEqualTo(1);
  }

  @Test
  void a_folder_that_is_not_there_is_one_sentence() {
    int exit = run(folder.resolve("nowhere").toString());

    assertThat(exit).isEqualTo(1);
    assertThat(err.toString().lines()).hasSize(1).first().asString().contains("does not exist");
  }

  @Test
  void a_destination_that_is_no_address_is_wrong_usage() {
    assertThat(run("--to", "ftp://there", folder.toString())).isEqualTo(2);
    assertThat(run("--to", "no address", folder.toString())).isEqualTo(2);
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("give an address such as");
  }

  @Test
  void help_has_an_example() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("freshet import logs/").contains("--restart");
  }

  private int run(String... arguments) {
    CommandLine line = new CommandLine(new ImportCommand(data -> ports()));
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of(arguments));
    if (!all.isEmpty()) {
      all.add(0, "--data-dir=" + dataDir);
    }
    return line.execute(all.toArray(String[]::new));
  }

  private ImportPorts ports() {
    ItemLog items =
        new ItemLog() {
          @Override
          public CompletableFuture<Void> put(Item item) {
            return CompletableFuture.completedFuture(null);
          }

          @Override
          public CompletableFuture<Void> delete(ItemId item) {
            return CompletableFuture.completedFuture(null);
          }
        };
    return new ImportPorts(
        "test",
        new Admission(InteractionTypes.builtIn()),
        interaction -> {
          appended.add(interaction);
          return CompletableFuture.completedFuture(null);
        },
        items,
        () -> closed.set(true));
  }
}
