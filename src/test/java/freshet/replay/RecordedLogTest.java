package freshet.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freshet.event.Item;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordedLogTest {
  @TempDir private Path folder;
  private final Refusals bad = new Refusals();

  @Test
  void columns_are_found_by_their_names_and_others_are_ignored() throws IOException {
    write(
        "interactions.csv",
        """
        country,timestamp,item,Session-ID,type,user_id,value
        DE,1457963676,i1,s1,like,u1,12.5
        DE,1457963677,i2,,view,u1,five
        """);

    List<LoggedInteraction> rows = interactions();

    assertThat(rows).extracting(LoggedInteraction::user).containsExactly("u1", "u1");
    assertThat(rows).extracting(LoggedInteraction::item).containsExactly("i1", "i2");
    assertThat(rows).extracting(LoggedInteraction::type).containsExactly("like", "view");
    assertThat(rows.get(0).time()).isEqualTo(Instant.ofEpochSecond(1457963676));
    assertThat(rows.get(0).session()).contains("s1");
    assertThat(rows.get(0).seconds()).isEqualTo(OptionalDouble.of(12.5));
    assertThat(rows.get(1).session()).isEmpty();
    assertThat(rows.get(1).seconds()).isEmpty();
  }

  @Test
  void times_are_seconds_milliseconds_fractions_or_iso_8601() throws IOException {
    write(
        "interactions.csv",
        """
        user,item,time
        u,a,1592337718
        u,b,1592337718000
        u,c,1592337718.5
        u,d,2020-06-16T20:01:59Z
        u,e,2020-06-16 20:02
        u,f,2020-06-16T22:03:00.250+02:00
        u,g,2020-06-17
        """);

    assertThat(interactions())
        .extracting(row -> row.time().toString())
        .containsExactly(
            "2020-06-16T20:01:58Z",
            "2020-06-16T20:01:58Z",
            "2020-06-16T20:01:58.500Z",
            "2020-06-16T20:01:59Z",
            "2020-06-16T20:02:00Z",
            "2020-06-16T20:03:00.250Z",
            "2020-06-17T00:00:00Z");
  }

  @Test
  void positions_become_synthetic_milliseconds_and_interleave_the_users() throws IOException {
    write("interactions.csv", "user,item,pos\nu1,a,0\nu1,b,1\nu2,c,0\nu2,d,1\n");

    List<LoggedInteraction> rows = interactions();

    assertThat(rows).extracting(LoggedInteraction::item).containsExactly("a", "c", "b", "d");
    assertThat(rows.get(3).time()).isEqualTo(Instant.parse("2000-01-01T00:00:00.001Z"));
  }

  @Test
  void a_log_out_of_order_is_sorted_and_equal_times_keep_the_order_of_the_file()
      throws IOException {
    StringBuilder text = new StringBuilder("user,item,timestamp,session,value\n");
    for (int i = 0; i < 3000; i++) {
      text.append("u%d,i%d,%d,%s,%s%n".formatted(i % 7, i, 1000 - i % 10, "", i % 2 == 0 ? i : ""));
    }
    write("interactions.csv", text.toString());

    RecordedLog log = open();
    List<LoggedInteraction> rows = interactions();

    assertThat(log.survey().ordered()).isFalse();
    assertThat(log.survey().interactions()).isEqualTo(3000);
    assertThat(rows).hasSize(3000).extracting(LoggedInteraction::time).isSorted();
    assertThat(rows.stream().filter(row -> row.time().getEpochSecond() == 995))
        .extracting(row -> row.origin().row())
        .hasSize(300)
        .isSorted();
    LoggedInteraction first = rows.get(0);
    assertThat(first.item()).isEqualTo("i9");
    assertThat(first.origin()).hasToString("interactions.csv:11");
    assertThat(first.seconds()).isEmpty();
    assertThat(rows.get(rows.size() - 1).seconds()).isEqualTo(OptionalDouble.of(2990));
  }

  @Test
  void the_stable_order_is_right_for_every_length() {
    for (int length = 0; length < 70; length++) {
      long[] values = new long[length + 3];
      for (int i = 0; i < length; i++) {
        values[i] = (i * 7919L) % 11;
      }
      int[] order = TimeSorted.stableOrder(values, length);
      assertThat(order).hasSize(length).doesNotHaveDuplicates();
      for (int i = 1; i < length; i++) {
        long before = values[order[i - 1]];
        long after = values[order[i]];
        assertThat(before < after || (before == after && order[i - 1] < order[i])).isTrue();
      }
    }
  }

  @Test
  void an_ordered_log_says_when_it_begins_and_ends() throws IOException {
    write("interactions.csv", "user,item,timestamp\nu,a,100\nu,b,100\nu,c,200\n");

    assertThat(open().survey())
        .isEqualTo(
            new RecordedLog.Survey(
                3,
                true,
                Optional.of(Instant.ofEpochSecond(100)),
                Optional.of(Instant.ofEpochSecond(200))));
  }

  @Test
  void event_ids_are_the_same_for_the_same_content_and_differ_by_row() throws IOException {
    String text = "user,item,timestamp\nu,a,100\nu,a,101\n";
    write("interactions.csv", text);
    List<String> first = interactions().stream().map(LoggedInteraction::eventId).toList();
    Files.move(folder.resolve("interactions.csv"), folder.resolve("renamed.csv"));
    List<String> second = interactions().stream().map(LoggedInteraction::eventId).toList();

    assertThat(first).hasSize(2).doesNotHaveDuplicates().isEqualTo(second);
  }

  @Test
  void bad_rows_are_counted_by_reason_and_do_not_stop_the_reading() throws IOException {
    write(
        "interactions.csv",
        """
        user,item,timestamp
        u,a,100
        u,,101

        u,b
        u,c,yesterday
        ,d,102
        u,e,103
        u,f,NaN
        """);

    assertThat(interactions()).extracting(LoggedInteraction::item).containsExactly("a", "e");
    assertThat(bad.count()).isEqualTo(5);
    assertThat(bad.toList())
        .contains(
            new Refusal(
                "time is no time; give seconds or milliseconds since 1970, or ISO-8601",
                2,
                List.of("interactions.csv:6", "interactions.csv:9")),
            new Refusal("item is missing", 1, List.of("interactions.csv:3")));
  }

  @Test
  void a_row_with_broken_quotes_is_refused_and_the_next_one_is_read() throws IOException {
    write(
        "interactions.csv",
        """
        user,item,timestamp
        u,a,100
        "u"x,b,101
        u,c,102
        """);

    assertThat(interactions()).extracting(LoggedInteraction::item).containsExactly("a", "c");
    assertThat(bad.count()).isEqualTo(1);
  }

  @Test
  void a_quote_that_never_closes_is_refused() throws IOException {
    write("interactions.csv", "user,item,timestamp\nu,a,100\n\"u,b,101\nu,c,102\n");

    assertThat(interactions()).extracting(LoggedInteraction::item).containsExactly("a");
    assertThat(bad.count()).isEqualTo(1);
  }

  @Test
  void a_header_without_a_needed_column_names_those_found_and_needed() throws IOException {
    write("interactions.csv", "who,item,timestamp\nu,a,100\n");

    assertThatThrownBy(this::open)
        .isInstanceOf(UnreadableLogException.class)
        .hasMessageContaining("has the columns who, item, timestamp")
        .hasMessageContaining("need user (or session), item and timestamp (or pos)");
  }

  @Test
  void a_folder_without_interactions_csv_is_read_by_the_headers_of_its_files() throws IOException {
    gzip("test.tsv.gz", "SessionId\tItemId\tTime\n7\t1\t1592337718.0\n");
    gzip("train.tsv.gz", "SessionId\tItemId\tTime\n8\t2\t1592337717.0\n");
    write("weather.csv", "day,rain\n1,2\n");
    write("README.md", "user,item,time\n");

    List<LoggedInteraction> rows = interactions();

    assertThat(rows).extracting(LoggedInteraction::user).containsExactly("8", "7");
    assertThat(rows.get(0).session()).contains("8");
    assertThat(rows).extracting(LoggedInteraction::type).containsOnly("view");
  }

  @Test
  void a_byte_order_mark_semicolons_and_windows_line_ends_are_understood() throws IOException {
    write("interactions.csv", "\uFEFFuser;item;timestamp\r\nu;a;100\r\nu;b;101\r\n");

    assertThat(interactions()).extracting(LoggedInteraction::item).containsExactly("a", "b");
  }

  @Test
  void items_have_quoted_titles_tags_and_creation_times() throws IOException {
    write(
        "items.csv",
        """
        item,type,title,year,genres,first_event
        1,movie,"Heat, the ""long"" one (1995)",1995,Action|Crime| Thriller,1457963676
        2,movie,,1996,,
        3,,No type,,,
        """);

    List<Item> items = items();

    assertThat(items).hasSize(2);
    assertThat(items.get(0).title()).contains("Heat, the \"long\" one (1995)");
    assertThat(items.get(0).tags()).containsExactly("Action", "Crime", "Thriller");
    assertThat(items.get(0).created()).contains(Instant.ofEpochSecond(1457963676));
    assertThat(items.get(1).title()).isEmpty();
    assertThat(items.get(1).tags()).isEmpty();
    assertThat(items.get(1).created()).isEmpty();
    assertThat(bad.toList())
        .containsExactly(
            new Refusal("type is missing; give 1 to 256 characters", 1, List.of("items.csv:4")));
  }

  @Test
  void files_are_told_apart_by_their_headers() throws IOException {
    Path goods = write("goods.csv", "item,type\na,game\n");
    Path clicks = write("clicks.csv", "visitorid,itemid,timestamp,event\nu,a,100,View\n");

    RecordedLog log = RecordedLog.open(List.of(goods, clicks));

    try (Stream<LoggedInteraction> rows = log.interactions(bad);
        Stream<LoggedItem> items = log.items(bad)) {
      assertThat(rows).extracting(LoggedInteraction::type).containsExactly("view");
      assertThat(items).hasSize(1);
    }
  }

  @Test
  void a_damaged_gzip_is_one_clear_sentence() throws IOException {
    gzip("interactions.csv.gz", "user,item,timestamp\n" + "u,a,100\n".repeat(100_000));
    Path file = folder.resolve("interactions.csv.gz");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));

    assertThatThrownBy(() -> open().survey())
        .isInstanceOf(UnreadableLogException.class)
        .hasMessageContaining("is damaged or cut off");
  }

  @Test
  void a_path_that_is_not_there_is_one_clear_sentence() {
    assertThatThrownBy(() -> RecordedLog.open(List.of(folder.resolve("nowhere"))))
        .isInstanceOf(UnreadableLogException.class)
        .hasMessageContaining("does not exist");
  }

  @Test
  void two_files_that_may_be_the_same_are_not_both_read() throws IOException {
    write("interactions.csv", "user,item,timestamp\n");
    gzip("interactions.csv.gz", "user,item,timestamp\n");

    assertThatThrownBy(this::open)
        .isInstanceOf(UnreadableLogException.class)
        .hasMessageContaining("name the one to import");
  }

  private RecordedLog open() {
    return RecordedLog.open(List.of(folder));
  }

  private List<LoggedInteraction> interactions() {
    try (Stream<LoggedInteraction> rows = open().interactions(bad)) {
      return rows.toList();
    }
  }

  private List<Item> items() {
    try (Stream<LoggedItem> rows = open().items(bad)) {
      return rows.map(LoggedItem::item).toList();
    }
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private void gzip(String name, String text) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
