package freshet.model.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freshet.model.training.Sequences.Steps;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupingTest {
  private static final int REMEMBERED = 3;

  @TempDir private Path folder;

  private record Event(int user, int item, int type, long millis, long id) {}

  private GroupedLog grouped(int users, long perMap, List<Event> events) throws IOException {
    Scratch scratch = Scratch.in(folder);
    try (Spool spool = new Spool(scratch.open())) {
      for (Event event : events) {
        spool.append(event.user, event.item, event.type, event.millis, event.id);
      }
      assertThat(spool.size()).isEqualTo(events.size());
      return new Grouping(scratch, REMEMBERED, perMap)
          .group(spool, users, (user, item, millis) -> item >= 0);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 1000, Grouping.LARGEST_MAP})
  void whatever_order_they_come_in_each_user_s_are_in_time_order(long perMap) throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    int users = 40;
    List<Event> events = new ArrayList<>();
    Map<Integer, List<Event>> expected = new HashMap<>();
    for (int i = 0; i < 9000; i++) {
      Event event =
          new Event(random.nextInt(users), i, 1 + random.nextInt(3), random.nextLong(500), 0);
      events.add(event);
      expected.computeIfAbsent(event.user, user -> new ArrayList<>()).add(event);
    }

    try (GroupedLog log = grouped(users, perMap, events)) {
      for (int user = 0; user < users; user++) {
        List<Event> own = expected.get(user);
        own.sort(Comparator.comparingLong(Event::millis));
        Steps steps = log.read(user, 0, log.length(user));
        assertThat(steps.items()).containsExactly(own.stream().mapToInt(Event::item).toArray());
        assertThat(steps.types()).containsExactly(own.stream().mapToInt(Event::type).toArray());
        assertThat(steps.seconds())
            .containsExactly(own.stream().mapToDouble(event -> event.millis / 1000.0).toArray());
      }
    }
  }

  @Test
  void a_part_is_read_by_itself() throws IOException {
    try (GroupedLog log =
        grouped(
            2, 2, List.of(at(1, 7, 30), at(0, 5, 10), at(1, 8, 40), at(1, 6, 20), at(0, 4, 0)))) {
      assertThat(log.read(1, 1, 3).items()).containsExactly(7, 8);
      assertThat(log.read(0, 0, 1).items()).containsExactly(4);
      assertThat(log.length(1)).isEqualTo(3);
    }
  }

  @Test
  void an_event_that_was_sent_twice_counts_once_while_its_id_is_remembered() throws IOException {
    List<Event> events = new ArrayList<>();
    for (long id : new long[] {11, 12, 11, 13, 14, 15, 11}) {
      events.add(new Event(0, events.size(), 1, events.size(), id));
    }
    events.add(new Event(1, 9, 1, 0, 11));

    try (GroupedLog log = grouped(2, 100, events)) {
      assertThat(log.read(0, 0, log.length(0)).items()).containsExactly(0, 1, 3, 4, 5, 6);
      assertThat(log.length(1)).isEqualTo(1);
    }
  }

  @Test
  void what_was_taken_back_did_not_happen() throws IOException {
    List<Event> events =
        List.of(
            new Event(0, 5, -2, 20, 0), // comes first, and happened at the same time as the last
            new Event(0, 5, 2, 10, 0),
            new Event(0, 5, 1, 11, 0),
            new Event(0, 6, 2, 12, 0),
            new Event(0, 5, 2, 30, 0),
            new Event(0, 5, 2, 20, 0));

    try (GroupedLog log = grouped(1, 100, events)) {
      Steps left = log.read(0, 0, log.length(0));
      assertThat(left.items()).containsExactly(5, 6, 5);
      assertThat(left.types()).containsExactly(1, 2, 2);
    }
  }

  @Test
  void items_can_be_given_other_numbers() throws IOException {
    try (GroupedLog log = grouped(1, 1, List.of(at(0, 1, 0), at(0, 0, 1), at(0, 2, 2)))) {
      log.renumber(new int[] {9, 0, 4});

      assertThat(log.read(0, 0, 3).items()).containsExactly(0, 9, 4);
    }
  }

  @Test
  void no_file_is_left() throws IOException {
    grouped(1, 10, List.of(at(0, 1, 0))).close();

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_full_disk_is_an_error_while_it_is_read() throws IOException {

    try (Spool spool =
        new Spool(FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE))) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 10_000; i++) {
                  spool.append(0, 0, 0, 0, 0);
                }
              })
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void a_full_disk_is_an_error_before_anything_is_mapped() {
    assertThatThrownBy(
            () ->
                new MappedSlots(
                    FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE), 1000, 100))
        .isInstanceOf(IOException.class);
  }

  private static Event at(int user, int item, long millis) {
    return new Event(user, item, 1, millis, 0);
  }
}
