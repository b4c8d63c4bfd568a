package freshet.popularity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import freshet.avro.InteractionRecord;
import freshet.avro.ItemRecord;
import freshet.avro.TrendingRecord;
import freshet.decay.HalfLife;
import freshet.event.ContentType;
import freshet.event.ItemId;
import freshet.recommend.Popularity.Popular;
import freshet.topology.NaiveModel;
import freshet.topology.RecommenderRig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PopularityTopologyTest {
  private static final List<HalfLife> HALF_LIVES = RecommenderRig.POPULARITY.halfLives();
  private static final Duration INTERVAL = RecommenderRig.POPULARITY.publishInterval();

  @TempDir Path directory;
  private final AtomicLong nanos = new AtomicLong();
  private final TrendingView view = new TrendingView(RecommenderRig.POPULARITY, nanos::get);
  private RecommenderRig rig;

  @BeforeEach
  void open() {
    rig = new RecommenderRig(directory, view);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private Map<ItemId, Counts> counts() {
    return rig.store(PopularityPart.COUNTS);
  }

  private double worth(String item, int halfLife, int second) {
    return counts()
        .get(new ItemId(item))
        .sums()
        .get(halfLife)
        .at(HALF_LIVES.get(halfLife), RecommenderRig.START.plusSeconds(second).toEpochMilli());
  }

  private Map<Optional<ContentType>, List<Popular>> tops() {
    nanos.addAndGet(TrendingView.MERGE_INTERVAL.toNanos());
    return view.tops();
  }

  @Test
  void every_half_life_ages_in_its_own_time() {
    rig.send(rig.event("ann", "a", "like", 0));
    rig.send(rig.event("bob", "a", "view", 3_600));

    assertThat(worth("a", 0, 3_600)).isCloseTo(2, within(0.001));
    assertThat(worth("a", 1, 3_600)).isCloseTo(1 + 2 * Math.pow(0.5, 1 / 24.0), within(0.001));
    assertThat(worth("a", 3, 3_600)).isEqualTo(3);
    assertThat(counts().get(new ItemId("a")).events()).isEqualTo(2);
    assertThat(counts().get(new ItemId("a")).latest())
        .isEqualTo(RecommenderRig.START.plusSeconds(3_600).toEpochMilli());
  }

  @Test
  void a_dislike_lowers_and_an_undo_takes_back_but_both_are_counted() {
    rig.send(rig.event("ann", "a", "view", 1));
    rig.send(rig.event("bob", "a", "dislike", 2));
    assertThat(worth("a", 3, 2)).isEqualTo(-1);
    rig.send(rig.event("bob", "a", "undo-dislike", 3));
    assertThat(worth("a", 3, 3)).isEqualTo(1);
    assertThat(counts().get(new ItemId("a")).events()).isEqualTo(3);
  }

  @Test
  void out_of_order_events_count_as_if_in_order_and_repeated_and_malformed_ones_do_not() {
    InteractionRecord late = rig.event("ann", "a", "view", 1);
    rig.send(rig.event("ann", "a", "view", 7_000));
    rig.send(late);
    Map<ItemId, Counts> before = counts();
    rig.send(late);
    rig.sendBytes("interactions", "ann", new byte[] {9}, RecommenderRig.START);
    rig.sendBytes("interactions", "ann", null, RecommenderRig.START);

    assertThat(counts()).isEqualTo(before);
    assertThat(before.get(new ItemId("a")).events()).isEqualTo(2);
    assertThat(worth("a", 0, 7_000)).isCloseTo(1 + Math.pow(0.5, 6_999 / 3_600.0), within(0.001));
  }

  private void assertCounts(NaiveModel expected) {
    Map<String, Long> events = new HashMap<>();
    counts().forEach((item, counts) -> events.put(item.value(), counts.events()));
    assertThat(events).isEqualTo(expected.events());
    for (int i = 0; i < HALF_LIVES.size(); i++) {
      int halfLife = i;
      Map<String, Long> weights = new HashMap<>();
      counts()
          .forEach(
              (item, counts) -> weights.put(item.value(), counts.sums().get(halfLife).units()));
      assertThat(weights).isEqualTo(expected.weights(HALF_LIVES.get(halfLife)));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void however_users_interleave_counts_equal_a_plain_recomputation(long seed) {
    List<InteractionRecord> events = NaiveModel.randomEvents(seed, 600);
    NaiveModel.interleaved(events, seed).forEach(rig::send);
    assertCounts(new NaiveModel(events));
  }

  @Test
  void in_any_order_at_all_counts_equal_a_plain_recomputation() {
    List<InteractionRecord> events = new ArrayList<>(NaiveModel.randomEvents(9, 600));
    NaiveModel expected = new NaiveModel(events);
    Collections.shuffle(events, new Random(9));
    events.forEach(rig::send);
    assertCounts(expected);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void after_a_merge_counts_are_what_they_would_be_had_one_user_done_it_all(long seed) {
    List<InteractionRecord> events = NaiveModel.randomEvents(seed, 600);
    List<InteractionRecord> asOne = NaiveModel.renamed(events, "u1", "u0");
    NaiveModel.sendWithMerge(rig, events, asOne, "u1", "u0");
    assertCounts(new NaiveModel(asOne));
  }

  private static ItemRecord item(String id, String type) {
    return ItemRecord.newBuilder().setItem(id).setType(type).build();
  }

  @Test
  void lists_are_published_when_they_change_and_read_back_on_every_instance() {
    rig.put(item("g", "game"));
    rig.send(rig.event("ann", "g", "view", 1));
    rig.send(rig.event("ann", "x", "view", 2));
    rig.send(rig.event("bob", "x", "like", 3));
    assertThat(rig.publishedLists()).isEmpty();

    rig.advance(INTERVAL);

    assertThat(rig.publishedLists())
        .extracting(TrendingRecord::getContentType)
        .containsExactlyInAnyOrder("game", "");
    Popular game = tops().get(Optional.of(new ContentType("game"))).get(0);
    Popular unknown = tops().get(Optional.<ContentType>empty()).get(0);
    assertThat(game.item()).isEqualTo(new ItemId("g"));
    assertThat(game.shares().get(3)).isEqualTo(0.25);
    assertThat(unknown.shares().get(3)).isEqualTo(0.75);
    assertThat(unknown.events()).isEqualTo(2);

    rig.advance(INTERVAL);
    assertThat(rig.publishedLists()).isEmpty();
  }

  @Test
  void an_item_moves_to_the_list_of_its_type_when_it_is_described() {
    rig.send(rig.event("ann", "x", "view", 1));
    rig.advance(INTERVAL);
    assertThat(tops()).containsOnlyKeys(Optional.<ContentType>empty());

    rig.put(item("x", "game"));
    rig.send(rig.event("ann", "x", "like", 2));
    rig.advance(INTERVAL);
    assertThat(tops()).containsOnlyKeys(Optional.of(new ContentType("game")));
  }

  @Test
  void a_tombstone_removes_a_list_and_what_makes_no_sense_is_reported() {
    rig.send(rig.event("ann", "x", "view", 1));
    rig.advance(INTERVAL);
    TrendingRecord good = rig.publishedLists().get(0);

    rig.sendBytes("trending", "/0", "junk".getBytes(StandardCharsets.UTF_8), RecommenderRig.START);
    rig.sendBytes("trending", "/1", rig.bytes(good), RecommenderRig.START);
    rig.sendBytes("trending", null, rig.bytes(good), RecommenderRig.START);
    TrendingRecord fewer = TrendingRecord.newBuilder(good).setTotals(List.of(1.0)).build();
    rig.sendBytes("trending", "/0", rig.bytes(fewer), RecommenderRig.START);
    assertThat(rig.reported()).hasSize(4);
    assertThat(tops()).hasSize(1);

    rig.sendBytes("trending", "/0", null, RecommenderRig.START);
    assertThat(tops()).isEmpty();
  }
}
