package freshet.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freshet.event.Erasure;
import freshet.event.ErasureId;
import freshet.event.EventId;
import freshet.event.InteractionTypes;
import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.profile.PersonMessage.Transfer;
import freshet.query.StateAnswer;
import freshet.stream.StateFormat;
import freshet.stream.StateSerde;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

/** What is kept and sent about persons, and how it is read back. */
class PersonFormatsTest {
  private static final Instant TIME = Instant.parse("2026-05-01T12:00:00.123Z");
  private static final UserId ANN = new UserId("ann");

  private static <T> T roundTrip(StateFormat<T> format, T value) {
    StateSerde<T> serde = new StateSerde<>(format);
    byte[] stored = serde.serializer().serialize("t", value);
    byte[] cut = Arrays.copyOf(stored, stored.length - 1);
    assertThatThrownBy(() -> serde.deserializer().deserialize("t", cut))
        .isInstanceOf(SerializationException.class);
    return serde.deserializer().deserialize("t", stored);
  }

  @Test
  void all_of_them_are_read_as_they_were_written() {
    Merges merges =
        Merges.movedAway(ANN, TIME)
            .plus(Map.of(new UserId("é"), TIME, new UserId("b"), TIME.plusMillis(1)));
    assertThat(roundTrip(new MergesFormat(), merges)).isEqualTo(merges);
    assertThat(roundTrip(new MergesFormat(), Merges.NONE)).isEqualTo(Merges.NONE);

    Transfer transfer =
        new Transfer(ANN, TIME, Profile.erasedUntil(TIME), Map.of(new UserId("b"), TIME));
    assertThat(
            roundTrip(new TransferFormat(new ProfileFormat(InteractionTypes.builtIn())), transfer))
        .isEqualTo(transfer);

    Erasure asked = Erasure.accepted(new ErasureId("e"), TIME);
    Erasure done = new Erasure(new ErasureId("e"), TIME, Optional.of(TIME.plusMillis(9)), 7, 2);
    for (Erasure erasure : List.of(asked, done)) {
      assertThat(roundTrip(new ErasureFormat(), erasure)).isEqualTo(erasure);
      assertThat(ErasuresTopic.fromRecord(ErasuresTopic.toRecord(erasure))).isEqualTo(erasure);
    }
  }

  @Test
  void the_oldest_merges_are_forgotten_and_the_latest_come_first() {
    Map<UserId, Instant> many = new LinkedHashMap<>();
    for (int i = 0; i < Merges.MOST + 10; i++) {
      many.put(new UserId("a" + i), TIME.plusMillis(i));
    }
    List<UserId> ids = Merges.NONE.plus(many).ids();
    assertThat(ids).hasSize(Merges.MOST);
    assertThat(ids.get(0)).isEqualTo(new UserId("a" + (Merges.MOST + 9)));
    assertThat(ids.get(Merges.MOST - 1)).isEqualTo(new UserId("a10"));
  }

  @Test
  void joined_event_ids_keep_the_newest_of_both() {
    EventIds ours = EventIds.NONE;
    EventIds theirs = EventIds.NONE;
    for (int i = 0; i < 10; i++) {
      ours = ours.plus(new EventId("o" + i), 10);
      theirs = theirs.plus(new EventId("t" + i), 10);
    }
    EventIds joined = ours.join(theirs, 10);
    assertThat(joined.size()).isEqualTo(10);
    assertThat(joined.contains(new EventId("o5")) && joined.contains(new EventId("t5"))).isTrue();
    assertThat(joined.contains(new EventId("o4")) || joined.contains(new EventId("t4"))).isFalse();
    assertThat(ours.join(EventIds.NONE, 10)).isEqualTo(ours);
    assertThat(EventIds.NONE.join(theirs, 10)).isEqualTo(theirs);
  }

  @Test
  void joined_items_do_not_repeat_and_the_last_are_forgotten() {
    ItemIds ours = ItemIds.NONE.withFirst(new ItemId("b"), 9).withFirst(new ItemId("a"), 9);
    ItemIds theirs = ItemIds.NONE.withFirst(new ItemId("c"), 9).withFirst(new ItemId("b"), 9);
    assertThat(ours.join(theirs, 9).toList())
        .containsExactly(new ItemId("a"), new ItemId("b"), new ItemId("c"));
    assertThat(ours.join(theirs, 2).toList()).containsExactly(new ItemId("a"), new ItemId("b"));
    assertThat(ours.join(ItemIds.NONE, 1).toList()).containsExactly(new ItemId("a"));
  }

  private static StateAnswer<Erasure> erasure(Map<String, Erasure> proofs, String id) {
    return new PersonReader(
            user -> new StateAnswer.Absent<>(),
            user -> new StateAnswer.Absent<>(),
            one ->
                proofs.containsKey(one.value())
                    ? new StateAnswer.Found<>(proofs.get(one.value()))
                    : new StateAnswer.Absent<>())
        .erasure(new ErasureId(id));
  }

  @Test
  void an_erasure_is_done_when_the_last_of_its_parts_is() {
    Map<String, Erasure> proofs = new HashMap<>();
    assertThat(erasure(proofs, "e")).isEqualTo(new StateAnswer.Absent<Erasure>());
    Erasure whole = new Erasure(new ErasureId("e"), TIME, Optional.of(TIME.plusMillis(5)), 7, 2);
    proofs.put("e", whole);
    proofs.put(
        "e.1", new Erasure(new ErasureId("e.1"), TIME, Optional.of(TIME.plusMillis(9)), 2, 0));
    assertThat(erasure(proofs, "e"))
        .isInstanceOfSatisfying(
            StateAnswer.Found.class,
            found -> assertThat(((Erasure) found.value()).done()).isEmpty());

    proofs.put(
        "e.2", new Erasure(new ErasureId("e.2"), TIME, Optional.of(TIME.plusMillis(8)), 1, 0));

    assertThat(erasure(proofs, "e"))
        .isEqualTo(
            new StateAnswer.Found<>(
                new Erasure(whole.id(), TIME, Optional.of(TIME.plusMillis(9)), 10, 2)));
  }
}
