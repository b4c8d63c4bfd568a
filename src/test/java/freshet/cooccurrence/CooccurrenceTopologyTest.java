package freshet.cooccurrence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import freshet.avro.InteractionRecord;
import freshet.avro.NeighboursRecord;
import freshet.avro.SuccessorRecord;
import freshet.decay.DecayedSum;
import freshet.event.ItemId;
import freshet.recommend.Neighbourhood.Neighbours;
import freshet.stream.DeadLetter;
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
import java.util.Random;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CooccurrenceTopologyTest {
  private static final Duration INTERVAL = RecommenderRig.COOCCURRENCE.publishInterval();

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

  private Map<ItemId, Row> rows() {
    Map<ItemId, Row> settled = rig.store(CooccurrencePart.ROWS);
    Map<ItemId, Row> recent = rig.store(CooccurrencePart.RECENT);
    Map<ItemId, Row> rows = new HashMap<>(settled);
    recent.forEach((item, row) -> rows.merge(item, row, (one, other) -> one.plus(other, 200)));
    return rows;
  }

  /** Weights of a row's successors, at the start. */
  private Map<String, Double> row(String item) {
    Map<String, Double> weights = new HashMap<>();
    Row row = rows().getOrDefault(new ItemId(item), Row.EMPTY);
    row.weights()
        .forEach(
            (successor, sum) -> {
              double weight =
                  sum.at(
                      RecommenderRig.COOCCURRENCE.halfLife(), RecommenderRig.START.toEpochMilli());
              weights.put(successor.value(), Math.round(weight * 1_000) / 1_000.0);
            });
    return weights;
  }

  @Test
  void the_rows_of_the_items_before_gain_one_over_the_distance_and_its_own_a_part_of_the_nearest() {
    for (String item : List.of("a", "b", "c")) {
      rig.send(rig.event("ann", item, "view", item.charAt(0) - 'a'));
    }
    assertThat(row("a")).isEqualTo(Map.of("b", 1.0, "c", 0.5));
    assertThat(row("b")).isEqualTo(Map.of("c", 1.0, "a", 0.25));
    assertThat(row("c")).isEqualTo(Map.of("b", 0.25));
  }

  @Test
  void users_do_not_follow_each_other() {
    rig.send(rig.event("ann", "a", "view", 1));
    rig.send(rig.event("bob", "b", "view", 2));
    assertThat(rows()).isEmpty();
  }

  @Test
  void a_late_event_takes_its_place_between() {
    rig.send(rig.event("ann", "a", "view", 1));
    rig.send(rig.event("ann", "c", "view", 3));
    rig.send(rig.event("ann", "b", "view", 2));
    assertThat(row("a")).isEqualTo(Map.of("b", 1.0, "c", 0.5));
    assertThat(row("b")).isEqualTo(Map.of("c", 1.0, "a", 0.25));
    assertThat(row("c")).isEqualTo(Map.of("b", 0.25));
  }

  @Test
  void a_dislike_makes_half_a_step_and_its_undo_takes_it_back() {
    rig.send(rig.event("ann", "a", "view", 1));
    rig.send(rig.event("ann", "b", "dislike", 2));
    assertThat(row("a")).isEqualTo(Map.of("b", 0.5));
    rig.send(rig.event("ann", "b", "undo-dislike", 3));
    assertThat(row("a")).isEmpty();
  }

  @Test
  void repeated_and_malformed_events_and_tombstones_change_no_row() {
    InteractionRecord second = rig.event("ann", "b", "view", 2);
    rig.send(rig.event("ann", "a", "view", 1));
    rig.send(second);
    Map<ItemId, Row> before = rows();
    rig.send(second);
    rig.sendBytes("interactions", "ann", new byte[] {9}, RecommenderRig.START);
    rig.sendBytes("interactions", "ann", null, RecommenderRig.START);
    assertThat(rows()).isEqualTo(before);
  }

  private Map<String, Map<String, Long>> units() {
    Map<String, Map<String, Long>> units = new HashMap<>();
    rows()
        .forEach(
            (item, row) -> {
              Map<String, Long> successors = new HashMap<>();
              row.weights()
                  .forEach((successor, sum) -> successors.put(successor.value(), sum.units()));
              if (!successors.isEmpty()) {
                units.put(item.value(), successors);
              }
            });
    return units;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void however_users_interleave_rows_equal_a_plain_recomputation(long seed) {
    List<InteractionRecord> events = NaiveModel.randomEvents(seed, 600);
    NaiveModel.interleaved(events, seed).forEach(rig::send);
    assertThat(units())
        .isEqualTo(new NaiveModel(events).rows(RecommenderRig.COOCCURRENCE.halfLife()));
  }

  @Test
  void in_any_order_at_all_rows_equal_a_plain_recomputation() {
    List<InteractionRecord> events = new ArrayList<>(NaiveModel.randomEvents(9, 400));
    var expected = new NaiveModel(events).rows(RecommenderRig.COOCCURRENCE.halfLife());
    Collections.shuffle(events, new Random(9));
    events.forEach(rig::send);
    assertThat(units()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void after_a_merge_rows_are_what_they_would_be_had_one_user_done_it_all(long seed) {
    List<InteractionRecord> events = NaiveModel.randomEvents(seed, 600);
    List<InteractionRecord> asOne = NaiveModel.renamed(events, "u1", "u0");
    NaiveModel.sendWithMerge(rig, events, asOne, "u1", "u0");
    assertThat(units())
        .isEqualTo(new NaiveModel(asOne).rows(RecommenderRig.COOCCURRENCE.halfLife()));
  }

  @Test
  void a_row_is_published_once_per_interval_and_only_when_its_head_has_changed() {
    rig.send(rig.event("ann", "a", "view", 1));
    rig.send(rig.event("ann", "b", "view", 2));
    assertThat(rig.publishedNeighbours()).isEmpty();

    rig.advance(INTERVAL);
    List<NeighboursRecord> first = rig.publishedNeighbours();
    assertThat(first)
        .extracting(NeighboursRecord::getItem, NeighboursRecord::getSuccessors)
        .containsExactlyInAnyOrder(
            tuple("a", List.of(new SuccessorRecord("b", 1.0))),
            tuple("b", List.of(new SuccessorRecord("a", 1.0))));
    assertThat(first)
        .filteredOn(head -> head.getItem().equals("a"))
        .singleElement()
        .satisfies(head -> assertThat(head.getSupport()).isCloseTo(1, within(0.001)));

    rig.advance(INTERVAL);
    assertThat(rig.publishedNeighbours()).isEmpty();

    rig.send(rig.event("ann", "c", "view", 3));
    rig.advance(INTERVAL);
    assertThat(rig.publishedNeighbours())
        .extracting(NeighboursRecord::getItem)
        .containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void more_evidence_for_the_same_successors_is_published_too() {
    for (int user = 0; user < 2; user++) {
      rig.send(rig.event("u" + user, "a", "view", 1));
      rig.send(rig.event("u" + user, "b", "view", 2));
      rig.advance(INTERVAL);
    }
    assertThat(rig.publishedNeighbours())
        .filteredOn(head -> head.getItem().equals("a"))
        .extracting(head -> Math.round(head.getSupport()))
        .containsExactly(1L, 2L);
  }

  @Test
  void what_is_published_is_read_back_on_every_instance() {
    rig.send(rig.event("ann", "a", "view", 1));
    rig.send(rig.event("ann", "b", "view", 2));
    rig.advance(INTERVAL);

    Map<ItemId, Neighbours> heads = rig.store(CooccurrencePart.HEADS);
    assertThat(heads).containsOnlyKeys(new ItemId("a"), new ItemId("b"));
    assertThat(heads.get(new ItemId("a")).neighbours())
        .singleElement()
        .satisfies(one -> assertThat(one.item()).isEqualTo(new ItemId("b")));

    rig.sendBytes("neighbours", "a", null, RecommenderRig.START);
    assertThat(rig.<ItemId, Neighbours>store(CooccurrencePart.HEADS))
        .containsOnlyKeys(new ItemId("b"));
  }

  @Test
  void a_published_head_that_makes_no_sense_is_reported_and_changes_nothing() {
    rig.send(rig.event("ann", "a", "view", 1));
    rig.send(rig.event("ann", "b", "view", 2));
    rig.advance(INTERVAL);
    Map<ItemId, Neighbours> before = rig.store(CooccurrencePart.HEADS);

    rig.sendBytes("neighbours", "a", "junk".getBytes(StandardCharsets.UTF_8), RecommenderRig.START);
    NeighboursRecord blank = new NeighboursRecord("a", 1.0, List.of(new SuccessorRecord("", 1.0)));
    rig.sendBytes("neighbours", "a", rig.bytes(blank), RecommenderRig.START);

    assertThat(rig.reported()).hasSize(2);
    assertThat(rig.reported().get(0).key()).isEqualTo("a");
    assertThat(rig.reported().get(0).value()).isEqualTo("junk");
    assertThat(rig.reported().get(0).headers())
        .containsEntry(DeadLetter.TOPIC, "neighbours")
        .containsKeys(DeadLetter.OFFSET, DeadLetter.PARTITION);
    assertThat(rig.reported().get(1).headers())
        .containsEntry(DeadLetter.REASON, "item is missing; give 1 to 256 characters");
    assertThat(rig.store(CooccurrencePart.HEADS)).isEqualTo(before);
  }

  @Test
  void rows_found_at_the_start_are_published_some_at_a_time() {
    KeyValueStore<ItemId, Row> found = rig.writableStore(CooccurrencePart.ROWS);
    long time = RecommenderRig.START.toEpochMilli();
    for (int i = 0; i < 2_500; i++) {
      RowChange change = new RowChange();
      change.add(
          new ItemId("s"), DecayedSum.of(RecommenderRig.COOCCURRENCE.halfLife(), time, 1), time);
      found.put(new ItemId("i" + i), change.toRow(10));
    }

    Duration tick = INTERVAL.dividedBy(Agenda.TICKS_PER_ROUND);
    rig.advance(tick);
    assertThat(rig.publishedNeighbours()).hasSize(Agenda.MOST_PER_TICK);
    rig.advance(tick.multipliedBy(2_500 / Agenda.MOST_PER_TICK - 1));
    assertThat(rig.publishedNeighbours()).hasSize(2_500 - Agenda.MOST_PER_TICK);
    rig.advance(INTERVAL);
    assertThat(rig.publishedNeighbours()).isEmpty();
  }

  @Test
  void a_row_that_has_gained_many_successors_is_settled_and_stays_the_sum() {
    long time = RecommenderRig.START.toEpochMilli();
    KeyValueStore<ItemId, Row> recent = rig.writableStore(CooccurrencePart.RECENT);
    RowChange gathered = new RowChange();
    for (int i = 1; i < StoredRows.SETTLED_AT; i++) {
      gathered.add(new ItemId("s" + i), weight(1), time);
    }
    recent.put(new ItemId("a"), gathered.toRow(200));
    rig.send(rig.event("ann", "a", "view", 1));
    rig.send(rig.event("ann", "b", "view", 2));

    assertThat(rig.<ItemId, Row>store(CooccurrencePart.RECENT))
        .doesNotContainKey(new ItemId("a"))
        .containsKey(new ItemId("b"));
    Map<ItemId, Row> settled = rig.store(CooccurrencePart.ROWS);
    assertThat(settled).containsOnlyKeys(new ItemId("a"));
    assertThat(settled.get(new ItemId("a")).size()).isEqualTo(StoredRows.SETTLED_AT);
    assertThat(row("a")).containsEntry("b", 1.0).containsEntry("s1", 1.0);

    rig.send(rig.event("ann", "c", "view", 3));
    assertThat(rig.<ItemId, Row>store(CooccurrencePart.ROWS)).isEqualTo(settled);
    assertThat(row("a")).containsEntry("b", 1.0).containsEntry("c", 0.5);
  }

  private static DecayedSum weight(double weight) {
    return DecayedSum.of(
        RecommenderRig.COOCCURRENCE.halfLife(), RecommenderRig.START.toEpochMilli(), weight);
  }
}
