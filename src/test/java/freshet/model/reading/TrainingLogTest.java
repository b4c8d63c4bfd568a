package freshet.model.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freshet.event.ContentType;
import freshet.event.EventId;
import freshet.event.Interaction;
import freshet.event.InteractionTypes;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.model.spool.SpoolException;
import freshet.model.training.HeldOut.Case;
import freshet.model.training.Sequences;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingLogTest {
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static final int DAYS = 20;
  private static final int USERS = 20;

  @TempDir private Path folder;
  private TrainingLog log;
  private int events;

  @BeforeEach
  void open() {
    log = new TrainingLog(folder, InteractionTypes.builtIn(), 100);
  }

  @AfterEach
  void close() {
    log.close();
    assertThat(folder).isEmptyDirectory();
  }

  private void add(String user, String item, String type, Instant time) {
    log.add(
        Interaction.of(
            new EventId("e" + events++),
            new UserId(user),
            new ItemId(item),
            InteractionTypes.builtIn().find(type).orElseThrow(),
            time));
  }

  /** Each user touches item n on day n, the newest first: 400 interactions. */
  private void fill() {
    for (int day = DAYS - 1; day >= 0; day--) {
      for (int user = 0; user < USERS; user++) {
        add("u" + user, "i" + day, "view", START.plus(Duration.ofDays(day)));
      }
    }
  }

  private static Scope scope(HoldOut holdOut) {
    return new Scope(Optional.empty(), 1, 1_000_000, 0, Optional.of(holdOut), 50, 1);
  }

  private static List<String> items(Learnable learnable, int user) {
    Sequences sequences = learnable.examples().sequences();
    return Arrays.stream(sequences.read(user, 0, sequences.length(user)).items())
        .mapToObj(item -> item == 0 ? "-" : learnable.items().get(item - 1))
        .toList();
  }

  @Test
  void without_event_times_each_user_s_last_two_are_held_out() {
    fill();
    add("late", "i0", "view", START);
    add("late", "i1", "view", START.plusSeconds(1));
    add("late", "i2", "view", START.plusSeconds(2));

    Learnable learnable =
        log.learnable(new Scope(Optional.empty(), 1, 100, 0, Optional.empty(), 50, 1), false);

    assertThat(learnable.examples().learned()).containsOnly(DAYS - 2, 1);
    // Held out everywhere, so nobody has learned them.
    assertThat(items(learnable, 3)).endsWith("i17", "-", "-").startsWith("i0", "i1");
    assertThat(learnable.from()).isEmpty();
  }

  @Test
  void the_one_before_the_last_is_foreseen() {
    fill();
    add("late", "i0", "view", START);
    add("late", "i1", "view", START.plusSeconds(1));
    add("late", "i2", "view", START.plusSeconds(2));

    Learnable learnable = log.learnable(scope(HoldOut.lastTwo()), true);

    int late = USERS;
    assertThat(learnable.examples().heldOut()).containsExactly(new Case(late, 1));
    assertThat(items(learnable, late)).containsExactly("i0", "i1", "i2");
    assertThat(learnable.examples().learned()[late]).isEqualTo(1);
  }

  @Test
  void with_event_times_the_last_tenth_is_held_out() {
    fill();
    add("new", "i0", "view", START.plus(Duration.ofDays(19)));
    add("new", "i1", "view", START.plus(Duration.ofDays(19)));
    add("new", "i2", "dislike", START.plus(Duration.ofDays(19)));
    add("new", "i1", "view", START.plus(Duration.ofDays(19)));

    Learnable learnable =
        log.learnable(new Scope(Optional.empty(), 1, 100, 0, Optional.empty(), 50, 1), true);

    int[] learned = learnable.examples().learned();
    assertThat(learned[0]).isEqualTo(DAYS - 2);
    assertThat(learned[USERS]).isZero();
    // The first has nothing before it, the third speaks against, the fourth is not new.
    assertThat(learnable.examples().heldOut()).containsExactly(new Case(USERS, 1));
    assertThat(learnable.users()).isEqualTo(USERS);
    assertThat(learnable.interactions()).isEqualTo(USERS * (DAYS - 2L));
    assertThat(learnable.from()).contains(START);
    assertThat(learnable.to()).contains(START.plus(Duration.ofDays(17)));
    assertThat(learnable.types()).containsExactly("view", "dislike");
    assertThat(learnable.against()).containsExactly(false, false, true);
  }

  @Test
  void only_the_last_days_are_learned() {
    fill();
    add("late", "i12", "view", START.plus(Duration.ofDays(13)));
    add("late", "i13", "view", START.plus(Duration.ofDays(19)));

    Learnable learnable =
        log.learnable(
            new Scope(
                Optional.of(Duration.ofDays(12)),
                1,
                100,
                0,
                Optional.of(HoldOut.parse("5%")),
                50,
                1),
            true);

    assertThat(learnable.from()).contains(START.plus(Duration.ofDays(8)));
    assertThat(items(learnable, 0)).startsWith("i8", "i9").hasSize(12);
    assertThat(learnable.items()).hasSize(11).contains("i8", "i18").doesNotContain("i7", "i19");
  }

  @Test
  void rare_items_and_those_beyond_the_bound_are_left_out() {
    fill();
    add("u0", "rare", "view", START.plusSeconds(5));
    add("u1", "i0", "view", START.plusSeconds(5));
    add("x", "i0", "view", START);
    add("x", "i1", "view", START.plusSeconds(1));
    add("x", "i2", "view", START.plusSeconds(2));

    Learnable learnable =
        log.learnable(
            new Scope(Optional.empty(), 2, 17, 0, Optional.of(HoldOut.lastTwo()), 50, 1), true);

    assertThat(learnable.items()).doesNotContain("rare");
    assertThat(learnable.items().get(0)).isEqualTo("i0");
    assertThat(items(learnable, 0)).hasSize(17);
  }

  @Test
  void hidden_items_are_left_out_as_if_nobody_had_touched_them() {
    fill();
    for (int i = 0; i < DAYS; i++) {
      add("early", "i" + i, "view", START.plusSeconds(DAYS - i));
    }
    for (int i = 0; i < DAYS; i++) {
      log.describe(item("i" + i, "jazz", "of-i" + i / 2));
    }
    Scope scope = hiding();
    List<String> left =
        IntStream.range(0, DAYS).mapToObj(i -> "i" + i).filter(item -> !scope.hides(item)).toList();

    Learnable learnable = log.learnable(scope, true);

    assertThat(left).hasSizeBetween(1, DAYS - 1);
    assertThat(items(learnable, 3)).isEqualTo(left);
    assertThat(learnable.items()).containsExactlyInAnyOrderElementsOf(left);
    assertThat(learnable.interactions()).isEqualTo((USERS + 1) * (left.size() - 2L));
    // A word of which the other item is hidden is a word of one item.
    List<String> both =
        IntStream.range(0, DAYS / 2)
            .filter(i -> learnable.items().containsAll(List.of("i" + 2 * i, "i" + (2 * i + 1))))
            .mapToObj(i -> "tag:of-i" + i)
            .toList();
    assertThat(learnable.features().stream().filter(word -> word.startsWith("tag:of-")))
        .containsExactlyInAnyOrderElementsOf(both);
  }

  @Test
  void the_same_items_are_hidden_in_whatever_order_they_come() {
    for (int i = DAYS - 1; i >= 0; i--) {
      add("first", "i" + i, "view", START.minusSeconds(i));
    }
    fill();
    Scope scope = hiding();

    Learnable learnable = log.learnable(scope, true);

    assertThat(learnable.items()).isNotEmpty().noneMatch(scope::hides);
  }

  /** A part of the items, and each user's last two interactions. */
  private static Scope hiding() {
    return new Scope(Optional.empty(), 1, 100, 0.2, Optional.of(HoldOut.lastTwo()), 50, 2);
  }

  @Test
  void words_of_content_are_those_that_several_learned_items_share() {
    fill();
    add("x", "i0", "view", START);
    add("x", "i1", "view", START.plusSeconds(1));
    add("x", "i2", "view", START.plusSeconds(2));
    log.describe(item("i0", "old", "gone"));
    log.describe(item("i0", "jazz", "alone"));
    log.describe(item("i1", "jazz", "live"));
    log.describe(item("i2", "live"));
    log.describe(item("i3", "live"));
    log.withdraw(new ItemId("i3"));
    log.describe(item("i4", "gone"));
    log.describe(item("untouched", "alone", "gone"));
    log.withdraw(new ItemId("untouched"));

    Learnable learnable = log.learnable(scope(HoldOut.lastTwo()), true);

    assertThat(learnable.features()).containsExactlyInAnyOrder("type:song", "tag:jazz", "tag:live");
    assertThat(learnable.content().items()).isEqualTo(learnable.items().size());
    assertThat(words(learnable, "i0")).containsExactlyInAnyOrder("type:song", "tag:jazz");
    assertThat(words(learnable, "i1"))
        .containsExactlyInAnyOrder("type:song", "tag:jazz", "tag:live");
    assertThat(words(learnable, "i3")).isEmpty();
  }

  @Test
  void what_was_taken_back_and_sent_twice_is_not_learned() {
    fill();
    add("x", "i0", "view", START);
    add("x", "i1", "like", START.plusSeconds(1));
    add("x", "i1", "undo-like", START.plusSeconds(2));
    add("x", "i2", "view", START.plusSeconds(3));
    events--;
    add("x", "i2", "view", START.plusSeconds(3));
    add("x", "i3", "view", START.plusSeconds(4));

    Learnable learnable = log.learnable(scope(HoldOut.lastTwo()), true);

    assertThat(items(learnable, USERS)).containsExactly("i0", "i2", "i3");
  }

  @Test
  void what_a_user_did_up_to_a_time_is_left_out_whenever_it_comes() {
    log.forget(new UserId("u0"), START.plus(Duration.ofDays(9)));
    fill();
    log.forget(new UserId("u1"), START.plus(Duration.ofDays(30)));
    log.forget(new UserId("u0"), START.plus(Duration.ofDays(4)));
    add("u1", "i3", "view", START.plus(Duration.ofDays(31)));
    for (int i = 0; i < 3; i++) {
      add("late", "i1" + i, "view", START.plusSeconds(i));
    }

    Learnable learnable = log.learnable(scope(HoldOut.lastTwo()), true);

    // Of each the last two are held out; u0 has ten days left, u1 a single one, late has three.
    assertThat(learnable.users()).isEqualTo(USERS);
    assertThat(learnable.interactions()).isEqualTo((USERS - 2) * (DAYS - 2) + 10 - 2 + 1);
    assertThat(items(learnable, 0)).first().isEqualTo("i10");
  }

  @Test
  void too_little_says_what_is_missing() {
    for (int i = 0; i < 99; i++) {
      add("u", "i" + i, "view", START.plusSeconds(i));
    }
    assertThatThrownBy(() -> log.learnable(scope(HoldOut.lastPeriod()), true))
        .isInstanceOf(TooLittleToLearnException.class)
        .hasMessage(
            "there are 89 interactions to learn from and at least 100 are needed; give a longer log, or more --days");
  }

  @Test
  void items_that_are_touched_once_are_too_little() {
    for (int i = 0; i < 300; i++) {
      add("u", "i" + i, "view", START.plusSeconds(i));
    }
    assertThatThrownBy(() -> log.learnable(scope(HoldOut.lastPeriod()), true))
        .isInstanceOf(TooLittleToLearnException.class)
        .hasMessageStartingWith("0 items have two interactions to learn from and at least 10");
  }

  @Test
  void days_need_event_times() {
    fill();
    assertThatThrownBy(
            () ->
                log.learnable(
                    new Scope(Optional.of(Duration.ofDays(1)), 1, 10, 0, Optional.empty(), 50, 1),
                    false))
        .isInstanceOf(TooLittleToLearnException.class)
        .hasMessageContaining("leave --days out");
  }

  @Test
  void a_folder_that_cannot_be_written_is_one_sentence() {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> new TrainingLog(missing, InteractionTypes.builtIn(), 10))
        .isInstanceOf(SpoolException.class)
        .hasMessageContaining("make room there, or name another folder with --work-dir");
  }

  @Test
  void what_is_held_out_is_named_as_on_the_command_line() {
    assertThat(HoldOut.parse("last-two")).isEqualTo(HoldOut.lastTwo());
    assertThat(HoldOut.parse("last-period")).isEqualTo(HoldOut.lastPeriod(0.1));
    assertThat(HoldOut.parse("2.5%")).isEqualTo(HoldOut.lastPeriod(0.025));
    for (String wrong : List.of("0%", "60%", "some", "")) {
      assertThatThrownBy(() -> HoldOut.parse(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("give last-two, last-period, or a share such as 10%");
    }
  }

  private static List<String> words(Learnable learnable, String item) {
    int width = learnable.content().words();
    int at = learnable.items().indexOf(item) * width;
    return Arrays.stream(learnable.content().features(), at, at + width)
        .filter(feature -> feature > 0)
        .mapToObj(feature -> learnable.features().get(feature - 1))
        .toList();
  }

  private static Item item(String id, String... tags) {
    return new Item(
        new ItemId(id),
        new ContentType("song"),
        Optional.empty(),
        List.of(tags),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        true);
  }
}
