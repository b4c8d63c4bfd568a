package freshet.profile;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.avro.InteractionRecord;
import freshet.event.UserId;
import freshet.query.StateAnswer;
import freshet.recommend.HistoryReader;
import freshet.recommend.UserHistory;
import freshet.topology.NaiveModel;
import freshet.topology.RecommenderRig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileTopologyTest {
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

  private Map<UserId, Profile> profiles() {
    return rig.store(ProfilePart.STORE);
  }

  private List<String> recent(String user) {
    return profiles().get(new UserId(user)).toHistory().recent().stream()
        .map(touch -> touch.item() + " " + touch.type().name())
        .toList();
  }

  @Test
  void out_of_order_and_repeated_events_end_in_one_ordered_history() {
    InteractionRecord late = rig.event("ann", "a", "view", 1);
    rig.send(rig.event("ann", "b", "view", 2));
    rig.send(rig.event("ann", "c", "like", 3));
    rig.send(late);
    rig.send(late);

    assertThat(recent("ann")).containsExactly("c like", "b view", "a view");
    assertThat(profiles().get(new UserId("ann")).version()).isEqualTo(3);
  }

  @Test
  void the_same_event_id_of_another_user_is_another_event() {
    rig.send(RecommenderRig.event("e", "ann", "a", "view", 1));
    rig.send(RecommenderRig.event("e", "bob", "a", "view", 1));
    assertThat(profiles()).hasSize(2);
  }

  @Test
  void a_tombstone_and_malformed_records_change_no_profile() {
    rig.send(rig.event("ann", "a", "view", 1));
    Map<UserId, Profile> before = profiles();

    rig.sendBytes("interactions", "ann", null, RecommenderRig.START);
    rig.sendBytes("interactions", "ann", new byte[] {0, 1}, RecommenderRig.START);
    rig.send(rig.event("ann", "a", "unheard-of", 2));

    assertThat(profiles()).isEqualTo(before);
    assertThat(rig.deadLetters()).hasSize(3);
  }

  @Test
  void what_is_hidden_stays_hidden_until_it_is_undone() {
    rig.send(rig.event("ann", "a", "dislike", 1));
    rig.send(rig.event("ann", "a", "undo-like", 2));
    assertThat(profiles().get(new UserId("ann")).toHistory().hidden()).hasSize(1);
    rig.send(rig.event("ann", "a", "undo-dislike", 3));
    assertThat(profiles().get(new UserId("ann")).toHistory().hidden()).isEmpty();
  }

  private Map<String, List<String>> histories() {
    Map<String, List<String>> histories = new HashMap<>();
    profiles()
        .forEach(
            (user, profile) ->
                histories.put(
                    user.value(),
                    profile.history().stream()
                        .filter(entry -> !entry.isUndo())
                        .map(e -> e.item() + " " + e.type().name() + " " + e.time())
                        .toList()));
    return histories;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void however_users_interleave_histories_equal_a_plain_recomputation(long seed) {
    List<InteractionRecord> events = NaiveModel.randomEvents(seed, 600);
    NaiveModel.interleaved(events, seed).forEach(rig::send);
    assertThat(histories()).isEqualTo(new NaiveModel(events).histories());
  }

  @Test
  void in_any_order_at_all_histories_equal_a_plain_recomputation() {
    List<InteractionRecord> events = new ArrayList<>(NaiveModel.randomEvents(9, 600));
    Map<String, List<String>> expected = new NaiveModel(events).histories();
    Collections.shuffle(events, new Random(9));
    events.forEach(rig::send);
    assertThat(histories()).isEqualTo(expected);
  }

  @Test
  void a_reader_tells_an_unknown_user_from_one_it_cannot_read() {
    rig.send(rig.event("ann", "a", "view", 1));
    Profile ann = profiles().get(new UserId("ann"));

    assertThat(read(new StateAnswer.Found<>(ann)))
        .isEqualTo(new HistoryReader.Known(ann.toHistory()));
    assertThat(read(new StateAnswer.Absent<>()))
        .isEqualTo(new HistoryReader.Known(UserHistory.EMPTY));
    assertThat(read(new StateAnswer.Elsewhere<>("host", 7070)))
        .isEqualTo(new HistoryReader.Unavailable("the profile lives on host:7070"));
    assertThat(read(new StateAnswer.Restoring<>("soon")))
        .isEqualTo(new HistoryReader.Unavailable("soon"));
  }

  private static HistoryReader.Answer read(StateAnswer<Profile> answer) {
    return new ProfileReader(key -> answer).read(new UserId("ann"));
  }
}
