package freshet.recommend.filter;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.event.ContentType;
import freshet.event.InvalidInputException;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.event.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds for every filter, whatever strangers write. */
class FilterRulesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final List<String> PIECES =
      List.of(
          "tag",
          "type",
          "age",
          "created",
          "available",
          "user",
          "author",
          "item",
          "title",
          "and",
          "or",
          "not",
          "in",
          "(",
          ")",
          ",",
          "=",
          "!=",
          "<",
          "<=",
          ">",
          ">=",
          "\"jazz\"",
          "'a'",
          "\"",
          "'",
          "\\",
          "7d",
          "90m",
          "99999999999d",
          "7",
          "true",
          "false",
          ":",
          "1.5",
          " ",
          "\t",
          "\n",
          "\u0000",
          "ü",
          "\ud800",
          "😀",
          ";",
          "%",
          "\"2026-01-31\"",
          "\"2026-01-31T00:00:00Z\"");

  /** A condition as text, and what it should say, worked out without the parser. */
  private record Said(String text, Predicate<Item> truth) {}

  private static final List<Said> PLAIN =
      List.of(
          new Said("type = \"game\"", item -> item.type().value().equals("game")),
          new Said("type!='game'", item -> !item.type().value().equals("game")),
          new Said("tag = \"t1\"", item -> item.tags().contains("t1")),
          new Said("tag not in ('t1', \"t2\")", item -> !tagged(item, "t1") && !tagged(item, "t2")),
          new Said("tag in ('t1', \"t2\")", item -> tagged(item, "t1") || tagged(item, "t2")),
          new Said("category = \"c1\"", item -> item.category().equals(Optional.of("c1"))),
          new Said("author = user", item -> item.author().equals(Optional.of("ada"))),
          new Said("age < 3d", item -> item.created().filter(FilterRulesTest::isYoung).isPresent()),
          new Said("created >= \"2026-02-27T12:00:00Z\"", item -> isSince(item)),
          new Said("available", Item::available));

  private static boolean tagged(Item item, String tag) {
    return item.tags().contains(tag);
  }

  private static boolean isYoung(Instant created) {
    return Duration.between(created, NOW).compareTo(Duration.ofDays(3)) < 0;
  }

  private static boolean isSince(Item item) {
    return item.created().isPresent()
        && !item.created().get().isBefore(Instant.parse("2026-02-27T12:00:00Z"));
  }

  private static Said random(Random random, int depth) {
    int choice = depth == 0 ? 0 : random.nextInt(5);
    if (choice <= 1) {
      return PLAIN.get(random.nextInt(PLAIN.size()));
    }
    Said one = random(random, depth - 1);
    if (choice == 2) {
      return new Said("not (" + one.text() + ")", one.truth().negate());
    }
    Said other = random(random, depth - 1);
    return choice == 3
        ? new Said(
            "(" + one.text() + ") and (" + other.text() + ")", one.truth().and(other.truth()))
        : new Said("(" + one.text() + ") or (" + other.text() + ")", one.truth().or(other.truth()));
  }

  private static Item item(Random random) {
    return new Item(
        new ItemId("i"),
        new ContentType(random.nextBoolean() ? "game" : "movie"),
        Optional.empty(),
        random.ints(random.nextInt(3), 0, 4).distinct().mapToObj(tag -> "t" + tag).toList(),
        random.nextBoolean() ? Optional.of("c" + random.nextInt(2)) : Optional.empty(),
        random.nextBoolean() ? Optional.of("ada") : Optional.empty(),
        random.nextBoolean()
            ? Optional.of(NOW.minus(Duration.ofHours(random.nextInt(200))))
            : Optional.empty(),
        random.nextBoolean());
  }

  @Test
  void a_filter_says_what_its_parts_say() {
    for (long seed = 0; seed < 3_000; seed++) {
      Random random = new Random(seed);
      Said said = random(random, 4);
      Filter filter = Filter.parse("filter", said.text());
      for (int i = 0; i < 5; i++) {
        Item item = item(random);

        assertThat(
                filter.test(
                    item.id(), Optional.of(item), new Asker(Optional.of(new UserId("ada")), NOW)))
            .as("seed %d: %s of %s", seed, said.text(), item)
            .isEqualTo(said.truth().test(item));
      }
    }
  }

  @Test
  void what_all_items_have_that_pass_they_have() {
    for (long seed = 0; seed < 3_000; seed++) {
      Random random = new Random(seed);
      Filter filter = Filter.parse("filter", random(random, 4).text());
      Item item = item(random);
      if (filter.test(
          item.id(), Optional.of(item), new Asker(Optional.of(new UserId("ada")), NOW))) {
        filter.tag().ifPresent(tag -> assertThat(item.tags()).contains(tag));
        filter.type().ifPresent(type -> assertThat(item.type()).isEqualTo(type));
      }
    }
  }

  @Test
  @Timeout(60)
  void whatever_is_written_is_read_or_refused_in_one_sentence() {
    for (long seed = 0; seed < 100_000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(30); n >= 0; n--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
        text.append(random.nextInt(3) > 0 ? " " : "");
      }
      try {
        Filter filter = Filter.parse("filter", text.toString());
        Item item = item(random);
        boolean passes =
            filter.test(item.id(), Optional.of(item), new Asker(Optional.empty(), NOW));
        assertThat(filter.test(item.id(), Optional.of(item), new Asker(Optional.empty(), NOW)))
            .isEqualTo(passes);
        filter.tag();
        filter.type();
      } catch (InvalidInputException e) {
        assertThat(e.field()).isEqualTo("filter");
        assertThat(e.getMessage())
            .as("seed %d", seed)
            .contains("; ")
            .doesNotContain("\n", "\t", "\u0000", "\ud800")
            .hasSizeLessThan(250);
      }
    }
  }

  /** Of what takes longest: all of it is read and nothing is so. */
  @Test
  @Timeout(20)
  void the_longest_filters_take_no_longer_than_their_length() {
    Asker asker = new Asker(Optional.of(new UserId("ada")), NOW);
    Item item = item(new Random(1));
    for (String part : List.of("not available or ", "tag = 'x' or ", "(not not available) or ")) {
      String text = part.repeat(Filter.MAX_LENGTH / part.length() - 1) + "type = 'x'";
      for (int i = 0; i < 2_000; i++) {
        Filter.parse("filter", text).test(item.id(), Optional.of(item), asker);
      }
    }
    for (String open : List.of("(", "not ", "not(", "\"", "tag in (\"x\",", "\\", "a", "-")) {
      String text = open.repeat(Filter.MAX_LENGTH / open.length());
      for (int i = 0; i < 2_000; i++) {
        try {
          Filter.parse("filter", text);
        } catch (InvalidInputException e) {
          assertThat(e.field()).isEqualTo("filter");
        }
      }
    }
  }
}
