package freshet.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import freshet.event.Admission;
import freshet.event.Interaction;
import freshet.event.InteractionLog;
import freshet.event.InteractionTypes;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.event.ItemLog;
import freshet.event.UnavailableException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogImportTest {
  private static final int ROWS = 2000;
  private static final HttpSender.Options OPTIONS =
      new HttpSender.Options(
          4, 25, Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofMillis(1));
  private static final LogImport.Pace SMALL = new LogImport.Pace(200, 3, 0);

  @TempDir private Path folder;
  @TempDir private Path dataDir;
  private FakeServer server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeServer();
    StringBuilder text = new StringBuilder("user,item,type,timestamp,session,value\n");
    for (int i = 0; i < ROWS; i++) {
      String type = i % 100 == 7 ? "comment" : "view";
      text.append("u%d,i%d,%s,%d,s%d,%d%n".formatted(i % 37, i, type, 1000 + i, i / 50, i % 9));
    }
    text.append("u1,,view,5000,,\n");
    Files.writeString(folder.resolve("interactions.csv"), text);
    Files.writeString(
        folder.resolve("items.csv"),
        "item,type,title,tags,created\ni1,game,One,a|b,100\ni2,game,,,\n,game,,,\n");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void everything_is_sent_and_counted_as_taken_or_refused_with_the_reason() {
    ImportReport report = run(false);

    assertThat(report.state()).isEqualTo(ImportReport.State.FINISHED);
    assertThat(report.items().read()).isEqualTo(3);
    assertThat(report.items().taken()).isEqualTo(2);
    assertThat(report.interactions().read()).isEqualTo(ROWS + 1);
    assertThat(report.interactions().taken()).isEqualTo(ROWS - 20);
    assertThat(report.interactions().refused())
        .containsExactly(
            new Refusal(
                "type is not defined; define it",
                20,
                List.of("interactions.csv:9", "interactions.csv:109", "interactions.csv:209")),
            new Refusal("item is missing", 1, List.of("interactions.csv:2002")));
    assertThat(server.interactions()).hasSize(ROWS - 20);
    assertThat(server.mostUnderWay()).isBetween(2, 4);
  }

  @Test
  void the_json_is_what_the_interface_expects() {
    run(false);

    JsonNode item =
        server.items().stream().filter(i -> i.get("item").asText().equals("i1")).findAny().get();
    assertThat(item)
        .hasToString(
            "{\"item\":\"i1\",\"type\":\"game\",\"title\":\"One\",\"tags\":[\"a\",\"b\"],\"created\":100000,\"available\":true}");
    JsonNode row =
        server.interactions().stream()
            .filter(i -> i.get("item").asText().equals("i1"))
            .findAny()
            .get();
    assertThat(row.path("user").asText()).isEqualTo("u1");
    assertThat(row.path("time").asLong()).isEqualTo(1_001_000);
    assertThat(row.path("session").asText()).isEqualTo("s0");
    assertThat(row.path("seconds").asDouble()).isEqualTo(1.0);
    assertThat(row.path("eventId").asText()).endsWith("-2");
  }

  @Test
  void each_users_events_arrive_in_time_order_even_while_the_server_is_overloaded() {
    server.overloadedAt(request -> request % 5 == 0);

    run(false);

    Map<String, List<Long>> byUser =
        server.interactions().stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.path("user").asText(),
                    Collectors.mapping(row -> row.path("time").asLong(), Collectors.toList())));
    assertThat(byUser).hasSize(37).allSatisfy((user, times) -> assertThat(times).isSorted());
    assertThat(server.interactions()).hasSize(ROWS - 20);
  }

  @Test
  void an_import_that_was_stopped_goes_on_where_it_stopped() {
    AtomicReference<LogImport> running = new AtomicReference<>();
    server.onRequest(
        () -> {
          if (server.requests() >= 20) {
            running.get().stop();
          }
        });
    ImportReport first;
    try (HttpSender sender = sender()) {
      running.set(newImport(sender));
      first = running.get().run(false);
    }
    server.onRequest(() -> {});

    ImportReport second = run(false);

    assertThat(first.state()).isEqualTo(ImportReport.State.STOPPED);
    assertThat(first.interactions().read()).isBetween(1L, (long) ROWS - 1);
    assertThat(second.state()).isEqualTo(ImportReport.State.FINISHED);
    assertThat(second.resumedAfter()).isEqualTo(first.interactions().read());
    assertThat(second.interactions().taken()).isEqualTo(ROWS - 20);
    assertThat(second.interactions().read()).isEqualTo(ROWS + 1);
    assertThat(eventIds()).hasSize(ROWS - 20);
    assertThat(server.interactions()).hasSize(ROWS - 20);
  }

  @Test
  void an_import_that_broke_off_sends_only_what_was_on_its_way_again_with_the_same_ids() {
    server.overloadedAt(request -> request > 40);
    HttpSender.Options impatient =
        new HttpSender.Options(
            4, 25, Duration.ofSeconds(10), Duration.ofMillis(50), Duration.ofMillis(1));
    try (HttpSender sender = new HttpSender(server.address(), impatient)) {
      assertThatThrownBy(() -> newImport(sender).run(false))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("import again to go on");
    }
    int before = server.interactions().size();
    server.overloadedAt(request -> false);

    ImportReport report = run(false);

    assertThat(before).isPositive();
    assertThat(report.resumedAfter()).isPositive();
    assertThat(report.interactions().taken()).isEqualTo(ROWS - 20);
    assertThat(eventIds()).hasSize(ROWS - 20);
    assertThat(server.interactions().size() - eventIds().size())
        .isLessThanOrEqualTo(SMALL.block() * SMALL.open());
  }

  @Test
  void a_finished_import_is_not_sent_again_unless_asked() {
    run(false);
    int requests = server.requests();

    ImportReport again = run(false);

    assertThat(again.state()).isEqualTo(ImportReport.State.ALREADY_IMPORTED);
    assertThat(again.interactions().read()).isEqualTo(ROWS + 1);
    assertThat(server.requests()).isEqualTo(requests);

    ImportReport restarted = run(true);

    assertThat(restarted.state()).isEqualTo(ImportReport.State.FINISHED);
    assertThat(server.interactions()).hasSize(2 * (ROWS - 20));
    assertThat(eventIds()).hasSize(ROWS - 20);
  }

  @Test
  void a_request_that_is_too_large_is_sent_in_halves() {
    server.takingAtMost(10);

    ImportReport report = run(false);

    assertThat(report.interactions().taken()).isEqualTo(ROWS - 20);
  }

  @Test
  void a_server_that_is_not_there_is_one_sentence_with_the_cure() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    HttpSender.Options impatient =
        new HttpSender.Options(
            2, 100, Duration.ofSeconds(1), Duration.ofMillis(20), Duration.ofMillis(1));
    try (HttpSender sender = new HttpSender(URI.create("http://localhost:" + free), impatient)) {
      assertThatThrownBy(() -> newImport(sender).run(false))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("connection refused")
          .hasMessageContaining("see that it runs");
    }
  }

  @Test
  void a_server_that_is_something_else_is_one_sentence() {
    try (HttpSender sender = new HttpSender(URI.create(server.address() + "/elsewhere"), OPTIONS)) {
      assertThatThrownBy(() -> newImport(sender).run(false))
          .isInstanceOf(RejectedImportException.class)
          .hasMessageContaining("answered 404");
    }
  }

  @Test
  void a_damaged_checkpoint_is_one_sentence_with_the_cure() throws IOException {
    run(false);
    RecordedLog log = RecordedLog.open(List.of(folder));
    Files.writeString(
        CheckpointFile.of(dataDir, log, server.address().toString()).path(), "{\"files\":");

    assertThatThrownBy(() -> run(false))
        .isInstanceOf(UnreadableLogException.class)
        .hasMessageContaining("--restart");
  }

  @Test
  void straight_to_the_logs_what_makes_no_sense_is_refused_with_the_reason() {
    List<Interaction> appended = new ArrayList<>();
    List<Item> put = new ArrayList<>();
    ImportReport report = logImport(appended, put).run(false);

    assertThat(report.interactions().taken()).isEqualTo(ROWS - 20);
    assertThat(report.interactions().refused().get(0).reason())
        .contains("\"comment\", which is not defined");
    assertThat(appended).hasSize(ROWS - 20).extracting(Interaction::time).isSorted();
    assertThat(put).hasSize(2);
  }

  @Test
  void the_report_is_a_table_and_json() throws IOException {
    ImportReport report = run(false);

    assertThat(report.toTable())
        .contains("interactions          2,001          1,980             21")
        .contains("20 interactions refused: type is not defined; define it")
        .contains("e.g. interactions.csv:9, interactions.csv:109");
    JsonNode json = new ObjectMapper().readTree(report.toJson());
    assertThat(json.path("state").asText()).isEqualTo("finished");
    assertThat(json.path("interactions").path("taken").asLong()).isEqualTo(1980);
    assertThat(json.path("interactions").path("refused").get(0).path("count").asInt())
        .isEqualTo(20);
  }

  @Test
  void reasons_are_bounded_and_blind_to_the_time_they_name() {
    Refusals refusals = new Refusals();
    Origin origin = new Origin(new Origin.Source("f", ""), 1, 2);
    refusals.refused("time is 2999-01-01T00:00:00Z, too late", origin);
    refusals.refused("time is 2999-01-01T00:00:01.5Z, too late", origin);
    for (int i = 0; i < 1000; i++) {
      refusals.refused("reason " + i, origin);
    }

    assertThat(refusals.count()).isEqualTo(1002);
    assertThat(refusals.toList()).hasSize(Refusals.MAX_REASONS);
    assertThat(refusals.toList())
        .contains(new Refusal("time is …, too late", 2, List.of("f:2", "f:2")));
    assertThat(refusals.toList().get(0).reason()).isEqualTo(Refusals.OTHER);
  }

  private Set<String> eventIds() {
    Set<String> ids = new HashSet<>();
    server.interactions().forEach(row -> ids.add(row.path("eventId").asText()));
    return ids;
  }

  private ImportReport run(boolean restart) {
    try (HttpSender sender = sender()) {
      return newImport(sender).run(restart);
    }
  }

  private HttpSender sender() {
    return new HttpSender(server.address(), OPTIONS);
  }

  private LogImport newImport(Sender sender) {
    RecordedLog log = RecordedLog.open(List.of(folder));
    CheckpointFile file = CheckpointFile.of(dataDir, log, sender.destination());
    return new LogImport(log, sender, file, ProgressListener.SILENT, SMALL);
  }

  private LogImport logImport(List<Interaction> appended, List<Item> put) {
    InteractionLog interactions =
        interaction -> {
          appended.add(interaction);
          return CompletableFuture.completedFuture(null);
        };
    ItemLog items =
        new ItemLog() {
          @Override
          public CompletableFuture<Void> put(Item item) {
            put.add(item);
            return CompletableFuture.completedFuture(null);
          }

          @Override
          public CompletableFuture<Void> delete(ItemId item) {
            throw new UnsupportedOperationException();
          }
        };
    return newImport(
        new LogSender(
            "kafka test",
            new Admission(InteractionTypes.builtIn()),
            interactions,
            items,
            Clock.systemUTC()));
  }
}
