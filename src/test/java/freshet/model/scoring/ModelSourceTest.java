package freshet.model.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.event.ContentType;
import freshet.event.InteractionType;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.model.scoring.TinyModels.InJava;
import freshet.recommend.CandidateSource;
import freshet.recommend.CandidateSource.Opinion;
import freshet.recommend.CandidateSource.Question;
import freshet.recommend.Evidence;
import freshet.recommend.UserHistory;
import freshet.recommend.UserHistory.Touch;
import freshet.recommend.memory.InMemoryCatalogue;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelSourceTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final List<String> ITEMS = List.of("a", "b", "c", "d");
  private static final List<String> WORDS = List.of("tag:chess", "tag:go");
  private static final InteractionType VIEW = InteractionType.speaksFor("view", 1);
  private static final InteractionType DISLIKE = InteractionType.speaksAgainst("dislike", 1);

  @TempDir private Path folder;

  private final InMemoryCatalogue catalogue = new InMemoryCatalogue();
  private final LiveModel live = new LiveModel(catalogue, Runnable::run);
  private final List<Touch> touches = new ArrayList<>();
  private Instant now = NOW;
  private final ModelSource source = new ModelSource(live, 100, new Now());

  private final class Now extends Clock {
    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private static ItemId id(String id) {
    return new ItemId(id);
  }

  private void touch(InteractionType type, String item) {
    touches.add(
        0, new Touch(id(item), type, NOW.plusSeconds(touches.size() - 90), OptionalDouble.empty()));
  }

  private Opinion opinion() {
    return source.opinion(
        new Question(new UserHistory(touches, List.of(), List.of()), Optional.empty()));
  }

  private void describe(String id, boolean available, String tag) {
    catalogue.put(
        new Item(
            id(id),
            new ContentType("game"),
            Optional.empty(),
            List.of(tag),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            available));
    live.changed(id(id));
  }

  private void serveLast() {
    live.serve(new ServingModel(new InJava(TinyModels.manifest("1", ITEMS, WORDS), user -> user)));
  }

  private List<String> candidates() {
    List<String> candidates = new ArrayList<>();
    opinion().candidates().forEach(item -> candidates.add(item.value()));
    return candidates;
  }

  @Test
  void without_a_model_it_says_nothing() {
    touch(VIEW, "a");
    assertThat(opinion()).isSameAs(CandidateSource.NONE);
  }

  @Test
  void about_a_user_without_history_it_says_nothing() {
    serveLast();
    assertThat(opinion()).isSameAs(CandidateSource.NONE);
    touch(VIEW, "unheard-of");
    assertThat(opinion()).isSameAs(CandidateSource.NONE);
  }

  @Test
  void it_says_how_it_is_joined() {
    serveLast();
    touch(VIEW, "a");
    assertThat(opinion().pool()).contains(TinyModels.POOL);
  }

  @Test
  void a_changed_history_changes_the_opinion() {
    serveLast();
    touch(VIEW, "a");
    assertThat(candidates()).startsWith("a");
    touch(VIEW, "b");
    assertThat(candidates()).startsWith("b");
    touch(VIEW, "a");
    assertThat(candidates()).startsWith("a");
  }

  @Test
  void a_new_item_is_proposed_at_once() {
    serveLast();
    describe("a", true, "chess");
    touch(VIEW, "a");
    describe("new", true, "chess");

    assertThat(candidates()).startsWith("a", "new");
    assertThat(opinion().score(id("new"))).isGreaterThan(opinion().score(id("b")));
  }

  @Test
  void an_item_without_a_vector_has_a_belief_above_0() {
    serveLast();
    touch(VIEW, "a");
    assertThat(opinion().score(id("unheard-of"))).isPositive();
  }

  @Test
  void another_model_is_asked_at_once() {
    serveLast();
    touch(VIEW, "a");
    assertThat(candidates()).startsWith("a");
    live.serve(
        new ServingModel(
            new InJava(
                TinyModels.manifest("2", List.of("d", "c", "b", "a"), WORDS),
                user -> new float[] {0, 9, 0, 0, 0, 0, 0, 0})));
    assertThat(candidates()).startsWith("d");
  }

  @Test
  void the_item_touched_that_is_most_like_a_candidate_is_the_evidence() {
    serveLast();
    describe("a", true, "chess");
    describe("b", true, "go");
    describe("new", true, "go");
    touch(VIEW, "b");
    touch(VIEW, "a");
    touch(DISLIKE, "b");

    assertThat(opinion().evidence(id("new"))).isEqualTo(new Evidence.After(touches.get(2)));
    assertThat(opinion().evidence(id("unheard-of"))).isEqualTo(new Evidence.After(touches.get(1)));
  }

  @Test
  void where_everything_was_spoken_against_that_is_the_evidence() {
    serveLast();
    touch(DISLIKE, "b");
    assertThat(opinion().evidence(id("b"))).isEqualTo(new Evidence.After(touches.get(0)));
  }

  @Test
  void a_user_is_encoded_anew_only_when_something_changes() {
    AtomicInteger encoded = new AtomicInteger();
    live.serve(
        new ServingModel(
            new InJava(
                TinyModels.manifest("1", ITEMS, WORDS),
                user -> {
                  encoded.incrementAndGet();
                  return user;
                })));
    touch(VIEW, "a");
    encoded.set(0);
    for (int i = 0; i < 3; i++) {
      opinion();
    }
    assertThat(encoded).hasValue(1);
    now = NOW.plusSeconds(10);
    opinion();
    assertThat(encoded).hasValue(1);
    now = NOW.plusSeconds(100);
    opinion();
    assertThat(encoded).hasValue(2);
    touch(DISLIKE, "a");
    opinion();
    assertThat(encoded).hasValue(3);
  }

  @Test
  void an_opinion_needs_no_model_once_it_is_given() {
    InJava encoder = new InJava(TinyModels.manifest("1", ITEMS, WORDS), user -> user);
    live.serve(new ServingModel(encoder));
    touch(VIEW, "a");
    Opinion opinion = opinion();

    live.withdraw();

    assertThat(encoder.closed).isTrue();
    assertThat(opinion.candidates()).contains(id("a"), id("d"));
    assertThat(opinion.score(id("a"))).isPositive();
    assertThat(opinion.evidence(id("d"))).isNotNull();
  }

  @Test
  void the_real_network_answers() {
    describe("new", true, "chess");
    live.serve(ServingModel.open(TinyModels.network(folder, "1", ITEMS, WORDS, 1)));
    try (live) {
      touch(VIEW, "new");
      List<String> before = candidates();
      double belief = opinion().score(id("a"));
      touch(VIEW, "b");

      assertThat(before).containsExactlyInAnyOrder("a", "b", "c", "d", "new");
      assertThat(opinion().score(id("a"))).isNotEqualTo(belief);
    }
  }
}
