package freshet.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.avro.EngagementRecord;
import freshet.avro.GroupRecord;
import freshet.avro.InteractionRecord;
import freshet.avro.ShownItemRecord;
import freshet.avro.SlateRecord;
import freshet.event.UserId;
import freshet.recommend.experiment.Group;
import freshet.recommend.impression.Cell;
import freshet.recommend.impression.Dimension;
import freshet.recommend.impression.Sums;
import freshet.recommend.impression.Tally;
import freshet.stream.DeadLetter;
import freshet.topology.RecommenderRig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngagementTopologyTest {
  private static final Duration INTERVAL = RecommenderRig.SLATES.publishInterval();
  private static final Cell POPULAR = new Cell(Dimension.LAYER, "popularity");
  private static final Group GROUP = new Group("order", "b");

  @TempDir Path directory;
  private RecommenderRig rig;

  @BeforeEach
  void open() {
    rig = new RecommenderRig(directory);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  /** A slate so many seconds after the start. */
  private static SlateRecord slate(String id, String user, int second, String... items) {
    return SlateRecord.newBuilder()
        .setSlate(id)
        .setUser(user)
        .setTime(RecommenderRig.START.plusSeconds(second))
        .setEndpoint("feed")
        .setGroups(List.of(new GroupRecord("order", "b")))
        .setItems(
            Stream.of(items)
                .map(item -> new ShownItemRecord(item, "popularity", "popular"))
                .toList())
        .build();
  }

  private InteractionRecord did(String user, String item, String type, String slate, int second) {
    return InteractionRecord.newBuilder(rig.event(user, item, type, second))
        .setSlate(slate)
        .build();
  }

  private Map<Cell, Sums> cells() {
    return rig.store(EngagementPart.CELLS);
  }

  private Map<UserId, UserEngagement> users() {
    return rig.store(EngagementPart.USERS);
  }

  private static Sums plain(int impressions, int clicks) {
    return Sums.plain(new Tally(impressions, clicks, 0, 0));
  }

  @Test
  void what_is_done_with_an_item_of_a_slate_is_counted_where_it_was_shown() {
    rig.send(slate("s", "ann", 0, "a", "b"));
    rig.send(slate("t", "bob", 1, "a"));
    rig.send(did("ann", "b", "view", "s", 5));

    assertThat(cells().get(POPULAR)).isEqualTo(plain(3, 1));
    assertThat(cells().get(new Cell(Dimension.POSITION, "2"))).isEqualTo(plain(1, 1));
    assertThat(cells().get(Cell.of(GROUP)))
        .isEqualTo(Sums.ofUser(new Tally(2, 1, 0, 0)).plus(Sums.ofUser(new Tally(1, 0, 0, 0))));
    assertThat(users()).containsOnlyKeys(new UserId("ann"), new UserId("bob"));
  }

  @Test
  void what_comes_before_its_slate_late_or_again_is_not_counted() {
    rig.send(did("ann", "a", "view", "s", 5));
    rig.send(slate("s", "ann", 0, "a", "b"));
    rig.send(slate("s", "ann", 0, "a", "b"));
    InteractionRecord twice = did("ann", "b", "view", "s", 6);
    rig.send(twice);
    rig.send(twice);
    rig.send(did("ann", "a", "view", "s", 86_401));
    rig.send(did("bob", "a", "view", "s", 7));

    assertThat(cells().get(POPULAR)).isEqualTo(plain(2, 1));
  }

  @Test
  void a_record_that_makes_no_sense_is_set_aside_and_the_stream_goes_on() {
    rig.sendBytes("slates", "ann", new byte[] {9}, RecommenderRig.START);
    rig.sendBytes("slates", "ann", null, RecommenderRig.START);
    rig.sendBytes("slates", "bob", rig.bytes(slate("s", "ann", 0, "a")), RecommenderRig.START);
    rig.sendBytes("slates", null, rig.bytes(slate("s", "ann", 0, "a")), RecommenderRig.START);
    rig.send(
        SlateRecord.newBuilder(slate("s", "ann", 0, "a")).setEndpoint("carrier-pigeon").build());
    rig.sendBytes(
        "slates", "ann", rig.bytes(slate("early", "ann", 301, "a")), RecommenderRig.START);
    rig.send(slate("good", "ann", 0, "a"));

    assertThat(rig.reported())
        .extracting(one -> one.headers().get(DeadLetter.REASON))
        .hasSize(6)
        .anyMatch(reason -> reason.contains("wire format"))
        .anyMatch(reason -> reason.contains("the value is null"))
        .anyMatch(reason -> reason.contains("the key is \"bob\" but the user is \"ann\""))
        .anyMatch(reason -> reason.contains("the key is \"null\""))
        .anyMatch(reason -> reason.contains("carrier-pigeon"))
        .anyMatch(reason -> reason.contains("more than 5 minutes after the record arrived"));
    assertThat(cells().get(POPULAR)).isEqualTo(plain(1, 0));
  }

  @Test
  void an_erasure_takes_what_was_shown_and_the_user_s_part_in_groups() {
    rig.send(slate("s", "ann", 0, "a", "b"));
    rig.send(did("ann", "a", "view", "s", 5));
    rig.send(slate("t", "bob", 1, "a"));

    rig.erase("ann", "e", 10);
    rig.send(slate("late", "ann", 9, "a"));
    rig.send(did("ann", "b", "view", "s", 11));

    UserEngagement left = users().get(new UserId("ann"));
    assertThat(left.slates()).isEmpty();
    assertThat(left.tallies()).isEmpty();
    assertThat(cells().get(Cell.of(GROUP))).isEqualTo(Sums.ofUser(new Tally(1, 0, 0, 0)));
    assertThat(cells().get(POPULAR)).as("nobody can be told apart in it").isEqualTo(plain(3, 1));

    rig.send(slate("new", "ann", 20, "a"));
    assertThat(users().get(new UserId("ann")).slates()).hasSize(1);
  }

  @Test
  void the_erasure_of_a_person_reaches_the_ids_that_were_merged_and_a_merge_moves_nothing() {
    rig.send(slate("s", "anon", 0, "a"));
    rig.send(rig.event("anon", "x", "view", 1));
    rig.merge("anon", "ann", 2);
    assertThat(users().get(new UserId("anon")).slates()).hasSize(1);

    rig.erase("ann", "e", 10);

    assertThat(users().get(new UserId("anon")).slates()).isEmpty();
    assertThat(cells().get(Cell.of(GROUP))).isEqualTo(Sums.ZERO);
  }

  @Test
  void counts_are_published_at_most_once_an_interval_and_read_back() {
    for (int i = 0; i < 10; i++) {
      rig.send(slate("s" + i, "ann", i, "a"));
    }
    assertThat(rig.publishedCounts()).isEmpty();

    rig.advance(INTERVAL);

    List<EngagementRecord> published = rig.publishedCounts();
    assertThat(published)
        .extracting(count -> count.getDimension() + ":" + count.getValue())
        .containsExactlyInAnyOrder(
            "layer:popularity",
            "reason:popular",
            "position:1",
            "endpoint:feed",
            "experiment:order/b");
    rig.advance(INTERVAL);
    assertThat(rig.publishedCounts()).as("nothing has changed").isEmpty();

    assertThat(rig.counted().get(POPULAR)).isEqualTo(plain(10, 0));
    assertThat(rig.counted().get(Cell.of(GROUP))).isEqualTo(Sums.ofUser(new Tally(10, 0, 0, 0)));
  }
}
