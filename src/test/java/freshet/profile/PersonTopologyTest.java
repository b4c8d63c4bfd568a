package freshet.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import freshet.avro.ErasureRecord;
import freshet.avro.InteractionRecord;
import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.popularity.PopularityPart;
import freshet.topology.NaiveModel;
import freshet.topology.RecommenderRig;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a person's data. */
class PersonTopologyTest {
  private static final UserId ANN = new UserId("ann");

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

  private Map<UserId, Merges> merges() {
    return rig.store(ProfilePart.MERGES);
  }

  private Profile profile(String user) {
    return profiles().getOrDefault(new UserId(user), Profile.EMPTY);
  }

  private List<String> recent(String user) {
    return profile(user).toHistory().recent().stream()
        .map(touch -> touch.item() + " " + touch.type().name())
        .toList();
  }

  private Map<ItemId, Object> counts() {
    return rig.store(PopularityPart.COUNTS);
  }

  private static Instant at(int second) {
    return RecommenderRig.START.plusSeconds(second);
  }

  /** An event that arrives at another time than it happens. */
  private void sendAt(int second, InteractionRecord event) {
    rig.sendBytes("interactions", event.getUser(), rig.bytes(event), at(second));
  }

  @Test
  void nothing_of_an_erased_user_is_left_but_that_and_when() {
    rig.send(rig.event("ann", "a", "like", 1));
    rig.send(rig.event("ann", "b", "dislike", 2));
    rig.send(rig.event("bob", "a", "view", 3));
    Profile bob = profile("bob");

    rig.erase("ann", "e1", 10);

    assertThat(profiles())
        .isEqualTo(Map.of(ANN, Profile.erasedUntil(at(10)), new UserId("bob"), bob));
  }

  @Test
  void what_anonymous_sums_gained_stays_in_them() {
    rig.send(rig.event("ann", "a", "like", 1));
    Map<ItemId, Object> before = counts();
    rig.erase("ann", "e1", 10);
    assertThat(counts()).isEqualTo(before);
  }

  @Test
  void an_erasure_is_proved_once_with_what_went_and_without_a_name() {
    rig.send(rig.event("ann", "a", "like", 1));
    rig.send(rig.event("ann", "a", "undo-like", 2));
    rig.erase("ann", "e1", 10);

    List<ErasureRecord> proofs = rig.proofs();
    assertThat(proofs).hasSize(1);
    ErasureRecord proof = proofs.get(0);
    assertThat(proof.getErasure()).isEqualTo("e1");
    assertThat(proof.getAccepted()).isEqualTo(at(10));
    assertThat(proof.getDone()).isNotNull();
    assertThat(proof.getInteractions()).isEqualTo(2);
    assertThat(proof.getParts()).isZero();
    assertThat(proof.toString()).doesNotContain("ann");
  }

  @Test
  void an_erasure_of_somebody_nobody_has_seen_is_proved_and_holds_for_what_arrives_late() {
    rig.erase("ann", "e1", 10);
    sendAt(11, rig.event("ann", "a", "view", 5));

    assertThat(rig.proofs()).extracting(ErasureRecord::getInteractions).containsExactly(0L);
    assertThat(recent("ann")).isEmpty();
    assertThat(counts()).isEmpty();
  }

  @Test
  void late_events_from_before_an_erasure_do_not_count_and_those_of_a_returning_user_do() {
    rig.send(rig.event("ann", "a", "view", 1));
    rig.erase("ann", "e1", 10);
    Map<ItemId, Object> before = counts();

    sendAt(20, rig.event("ann", "late", "view", 5));
    sendAt(20, rig.event("ann", "at-that-time", "view", 10));
    assertThat(counts()).isEqualTo(before);
    sendAt(20, rig.event("ann", "b", "view", 11));

    assertThat(recent("ann")).containsExactly("b view");
    assertThat(profile("ann").version()).isEqualTo(1);
  }

  @Test
  void what_came_before_an_erasure_goes_even_if_its_sender_s_clock_was_ahead() {
    sendAt(5, rig.event("ann", "ahead", "view", 200));
    rig.erase("ann", "e1", 10);
    assertThat(profile("ann")).isEqualTo(Profile.erasedUntil(at(10)));
  }

  @Test
  void erasing_again_reaches_as_far_as_the_latest() {
    rig.erase("ann", "e1", 10);
    rig.send(rig.event("ann", "a", "view", 15));
    rig.erase("ann", "e2", 20);
    rig.erase("ann", "e0", 5);

    assertThat(profile("ann")).isEqualTo(Profile.erasedUntil(at(20)));
    assertThat(rig.proofs())
        .extracting(ErasureRecord::getErasure)
        .containsExactly("e1", "e2", "e0");
  }

  @Test
  void requests_that_make_no_sense_are_set_aside_and_change_nothing() {
    rig.send(rig.event("ann", "a", "view", 1));
    Map<UserId, Profile> before = profiles();

    rig.request("ann", Map.of(), at(2));
    rig.request("ann", Map.of("freshet.erase", ""), at(2));
    rig.request("ann", Map.of("freshet.merge", "ann"), at(2));
    rig.request("ann", Map.of("freshet.merge", "a\u0007"), at(2));
    rig.request("ann", Map.of("freshet.erase", "e", "freshet.merge", "bob"), at(2));
    rig.request("ann", Map.of("freshet.erase", "e", "freshet.erase.until", "soon"), at(2));
    rig.request("", Map.of("freshet.erase", "e"), at(2));

    assertThat(profiles()).isEqualTo(before);
    assertThat(rig.proofs()).isEmpty();
    assertThat(rig.refusals())
        .containsExactly(
            "the value is null; an interaction cannot be deleted",
            "erasure is missing; give 1 to 256 characters",
            "from is the user itself; give the id that the user had before",
            "user holds a control character at position 1; remove it",
            "freshet.erase stands beside freshet.merge; write one record for each",
            "freshet.erase.until is no number; give milliseconds since 1970",
            "user is missing; give 1 to 256 characters");
  }

  @Test
  void nobody_can_erase_what_is_yet_to_come() {
    rig.request(
        "ann",
        Map.of("freshet.erase", "e", "freshet.erase.until", Long.toString(at(900).toEpochMilli())),
        at(2));
    assertThat(profile("ann").erased()).isEqualTo(at(2));
  }

  @Test
  void a_visitor_s_history_becomes_the_user_s_at_login() {
    rig.send(rig.event("ann", "a", "view", 1));
    rig.send(rig.event("anon", "b", "like", 2));
    rig.send(rig.event("anon", "x", "dislike", 3));
    rig.send(rig.event("ann", "c", "view", 4));

    rig.merge("anon", "ann", 10);

    assertThat(recent("ann")).containsExactly("c view", "x dislike", "b like", "a view");
    assertThat(profile("ann").toHistory().hidden()).containsExactly(new ItemId("x"));
    assertThat(profile("ann").version()).isEqualTo(4);
    assertThat(profile("anon").isBlank()).isTrue();
    assertThat(profile("anon").version()).isZero();
    assertThat(merges().get(ANN).ids()).containsExactly(new UserId("anon"));
    assertThat(merges().get(new UserId("anon")).moved()).contains(new Merges.Move(ANN, at(10)));
  }

  @Test
  void merging_again_changes_nothing() {
    rig.send(rig.event("anon", "b", "like", 2));
    rig.send(rig.event("ann", "c", "view", 4));
    rig.merge("anon", "ann", 10);
    Map<UserId, Profile> profiles = profiles();
    Map<ItemId, Object> counts = counts();

    rig.merge("anon", "ann", 11);
    rig.merge("stranger", "ann", 12);

    assertThat(profiles()).isEqualTo(profiles);
    assertThat(counts()).isEqualTo(counts);
  }

  @Test
  void an_event_that_is_sent_again_after_the_merge_under_either_id_is_counted_once() {
    InteractionRecord event = rig.event("anon", "b", "like", 2);
    rig.send(event);
    rig.merge("anon", "ann", 10);
    Map<ItemId, Object> counts = counts();

    rig.send(event);
    rig.send(InteractionRecord.newBuilder(event).setUser("ann").build());

    assertThat(counts()).isEqualTo(counts);
    assertThat(recent("ann")).containsExactly("b like");
    assertThat(recent("anon")).isEmpty();
  }

  @Test
  void what_the_former_id_does_after_the_merge_is_its_own_until_the_next() {
    rig.send(rig.event("anon", "a", "view", 1));
    rig.merge("anon", "ann", 10);
    rig.send(rig.event("anon", "b", "view", 11));
    assertThat(recent("anon")).containsExactly("b view");
    assertThat(recent("ann")).containsExactly("a view");

    rig.merge("anon", "ann", 20);

    assertThat(recent("ann")).containsExactly("b view", "a view");
    assertThat(recent("anon")).isEmpty();
  }

  @Test
  void two_ids_that_are_merged_into_each_other_end_in_the_later_one() {
    rig.send(rig.event("ann", "a", "view", 1));
    rig.send(rig.event("bob", "b", "view", 2));
    rig.merge("ann", "bob", 10);
    rig.merge("bob", "ann", 11);

    assertThat(recent("ann")).containsExactly("b view", "a view");
    assertThat(recent("bob")).isEmpty();
    assertThat(merges().get(ANN).ids()).containsExactly(new UserId("bob"));
  }

  @Test
  void a_merge_that_comes_late_follows_what_has_moved_on_meanwhile() {
    rig.send(rig.event("one", "a", "view", 1));
    rig.send(rig.event("two", "b", "view", 2));
    // Two partitions are not read in one order: the second merge is seen first.
    rig.merge("two", "ann", 20);
    rig.merge("one", "two", 10);

    assertThat(recent("ann")).containsExactly("b view", "a view");
    assertThat(recent("two")).isEmpty();
    assertThat(merges().get(ANN).ids())
        .containsExactlyInAnyOrder(new UserId("one"), new UserId("two"));
  }

  @Test
  void who_was_merged_into_an_erased_user_is_erased_and_what_came_after_is_not() {
    rig.send(rig.event("first", "a", "view", 1));
    rig.send(rig.event("anon", "b", "view", 2));
    rig.merge("first", "anon", 3);
    rig.merge("anon", "ann", 4);
    rig.send(rig.event("anon", "c", "view", 5));
    rig.erase("ann", "e1", 10);
    rig.send(rig.event("anon", "d", "view", 11));

    assertThat(profile("ann")).isEqualTo(Profile.erasedUntil(at(10)));
    assertThat(recent("anon")).containsExactly("d view");
    assertThat(profile("first")).isEqualTo(Profile.erasedUntil(at(10)));
    assertThat(merges()).isEmpty();
    assertThat(rig.proofs())
        .extracting(ErasureRecord::getErasure, ErasureRecord::getParts)
        .containsExactlyInAnyOrder(tuple("e1", 2), tuple("e1.1", 0), tuple("e1.2", 0));
  }

  @Test
  void a_merge_from_before_an_erasure_brings_nothing_back_and_is_erased_as_well() {
    rig.send(rig.event("anon", "a", "view", 1));
    rig.erase("ann", "e1", 10);
    rig.merge("anon", "ann", 5);

    assertThat(profile("ann")).isEqualTo(Profile.erasedUntil(at(10)));
    assertThat(profile("anon")).isEqualTo(Profile.erasedUntil(at(10)));
    sendAt(20, rig.event("anon", "late", "view", 6));
    assertThat(recent("anon")).isEmpty();
  }

  @Test
  void a_merge_after_an_erasure_brings_only_what_happened_after_it() {
    rig.erase("ann", "e1", 10);
    rig.send(rig.event("anon", "before", "dislike", 5));
    rig.send(rig.event("anon", "after", "view", 15));
    rig.merge("anon", "ann", 20);

    assertThat(recent("ann")).containsExactly("after view");
    assertThat(profile("ann").toHistory().hidden()).isEmpty();
  }

  private static final List<Consumer<RecommenderRig>> STORY =
      List.of(
          rig -> rig.send(RecommenderRig.event("1", "ann", "a", "view", 1)),
          rig -> rig.send(RecommenderRig.event("2", "anon", "b", "like", 2)),
          rig -> rig.merge("anon", "ann", 3),
          rig -> rig.send(RecommenderRig.event("3", "anon", "c", "view", 4)),
          rig -> rig.erase("ann", "e1", 10),
          rig ->
              rig.request(
                  "anon",
                  Map.of(
                      "freshet.erase",
                      "e1.1",
                      "freshet.erase.until",
                      Long.toString(at(10).toEpochMilli())),
                  at(11)),
          rig -> rig.send(RecommenderRig.event("4", "ann", "d", "view", 12)),
          rig -> rig.send(RecommenderRig.event("5", "anon", "e", "view", 13)),
          rig -> rig.send(RecommenderRig.event("6", "ann", "late", "view", 6)));

  @Test
  void a_state_that_is_built_anew_from_the_log_does_not_bring_anybody_back() {
    // The log as it stands after the first time: what followed from the erasure lies in it, and
    // follows once more.
    STORY.forEach(step -> step.accept(rig));
    Map<UserId, Profile> first = profiles();
    try (RecommenderRig anew = new RecommenderRig(directory.resolve("anew"))) {
      STORY.forEach(step -> step.accept(anew));
      assertThat(anew.<UserId, Profile>store(ProfilePart.STORE)).isEqualTo(first);
    }
    assertThat(recent("ann")).containsExactly("d view");
    assertThat(recent("anon")).containsExactly("e view");
  }

  @Test
  void users_of_other_partitions_may_be_read_in_another_order() {
    // Within a user the order is that of the log; between users it is any.
    STORY.forEach(step -> step.accept(rig));
    Map<String, List<String>> expected = new HashMap<>();
    List.of("ann", "anon").forEach(user -> expected.put(user, recent(user)));
    int[][] orders = {{1, 2, 3, 5, 7, 0, 4, 6, 8}, {0, 4, 6, 8, 1, 2, 3, 5, 7}};
    for (int[] order : orders) {
      rig.close();
      rig = new RecommenderRig(directory.resolve("order-" + order[0]));
      for (int step : order) {
        STORY.get(step).accept(rig);
      }
      List.of("ann", "anon")
          .forEach(user -> assertThat(recent(user)).as(user).isEqualTo(expected.get(user)));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void a_joined_history_is_what_it_would_be_had_one_user_done_it_all(long seed) {
    List<InteractionRecord> events = NaiveModel.randomEvents(seed, 600);
    List<InteractionRecord> asOne = NaiveModel.renamed(events, "u1", "u0");
    NaiveModel.sendWithMerge(rig, events, asOne, "u1", "u0");

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
    assertThat(histories.remove("u1")).isEmpty();
    assertThat(histories).isEqualTo(new NaiveModel(asOne).histories());
  }

  @Test
  void bounds_hold_for_a_joined_profile() {
    List<InteractionRecord> sent = new ArrayList<>();
    for (int i = 0; i < 260; i++) {
      sent.add(rig.event(i % 2 == 0 ? "ann" : "anon", "i" + i, "view", i));
    }
    sent.forEach(rig::send);
    rig.merge("anon", "ann", 500);

    Profile ann = profile("ann");
    assertThat(ann.history()).hasSize(200);
    assertThat(ann.history().get(199).item()).isEqualTo(new ItemId("i259"));
    assertThat(ann.earlier().toList()).hasSize(60).startsWith(new ItemId("i59"));
    assertThat(ann.eventIds().size()).isEqualTo(260);
  }
}
