package freshet.recommend.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freshet.event.ContentType;
import freshet.event.InvalidInputException;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.event.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Asker ADA = new Asker(Optional.of(new UserId("ada")), NOW);
  private static final Asker NOBODY = new Asker(Optional.empty(), NOW);
  private static final ItemId RYE = new ItemId("rye");

  /** Made five days ago by ada. */
  private static final Item DESCRIBED =
      new Item(
          RYE,
          new ContentType("blog-post"),
          Optional.of("A \"dense\" rye"),
          List.of("baking", "bread"),
          Optional.of("food"),
          Optional.of("ada"),
          Optional.of(NOW.minus(Duration.ofDays(5))),
          true);

  private static boolean test(String filter) {
    return Filter.parse("filter", filter).test(RYE, Optional.of(DESCRIBED), ADA);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "item = \"rye\"",
        "id = 'rye'",
        "type = \"blog-post\"",
        "type != \"game\"",
        "category in (\"food\", \"drink\")",
        "category not in (\"games\")",
        "tag = \"bread\"",
        "tags = \"baking\"",
        "tag in (\"jazz\", \"bread\")",
        "tag != \"jazz\"",
        "author = user",
        "author in (\"bob\", user)",
        "user = \"ada\"",
        "user not in (\"bob\")",
        "title = \"A \\\"dense\\\" rye\"",
        "title = 'A \"dense\" rye'",
        "age < 7d",
        "age <= 5d",
        "age >= 5d",
        "age = 5d",
        "age != 6d",
        "age > 4d",
        "age < 1w",
        "age > 60m",
        "age > 1s",
        "created > \"2026-01-31\"",
        "created = \"2026-02-24T12:00:00Z\"",
        "available",
        "available = true",
        "available != false",
        "not (type = \"game\" or tag = \"jazz\")",
        "NOT type = \"game\" AND Tag IN (\"bread\")",
        "type=\"blog-post\"and(age<7d)",
        "((((tag = \"bread\"))))",
      })
  void what_is_so_passes(String filter) {
    assertThat(test(filter)).isTrue();
    assertThat(test("not (" + filter + ")")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "item = \"chess\"",
        "type = \"Blog-post\"",
        "category != \"food\"",
        "tag != \"bread\"",
        "tag not in (\"jazz\", \"bread\")",
        "author != user",
        "age < 5d",
        "age > 5d",
        "created < \"2026-01-31\"",
        "not available",
        "available = false",
        "title = \"\"",
      })
  void what_is_not_so_does_not(String filter) {
    assertThat(test(filter)).isFalse();
    assertThat(test("not (" + filter + ")")).isTrue();
  }

  @Test
  void not_binds_more_tightly_than_and_and_that_more_than_or() {
    String no = "tag = \"jazz\"";
    String yes = "tag = \"bread\"";

    assertThat(test("%s or %s and %s".formatted(yes, no, no))).isTrue();
    assertThat(test("(%s or %s) and %s".formatted(yes, no, no))).isFalse();
    assertThat(test("not %s and %s".formatted(no, no))).isFalse();
    assertThat(test("not (%s and %s)".formatted(no, no))).isTrue();
    assertThat(test("not not %s".formatted(yes))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "type = \"blog-post\"",
        "category in (\"food\")",
        "tag = \"bread\"",
        "author = user",
        "title = \"x\"",
        "age < 7d",
        "age >= 0s",
        "created > \"2000-01-01\"",
        "available",
      })
  void of_an_item_nobody_described_only_the_id_is_so(String filter) {
    assertThat(Filter.parse("filter", filter).test(RYE, Optional.empty(), ADA)).isFalse();
    assertThat(Filter.parse("filter", "id = 'rye'").test(RYE, Optional.empty(), ADA)).isTrue();
  }

  @Test
  void nobody_equals_somebody_nobody_knows() {
    Optional<Item> item = Optional.of(DESCRIBED);

    assertThat(Filter.parse("filter", "author = user").test(RYE, item, NOBODY)).isFalse();
    assertThat(Filter.parse("filter", "author != user").test(RYE, item, NOBODY)).isTrue();
    assertThat(Filter.parse("filter", "user = \"ada\"").test(RYE, item, NOBODY)).isFalse();
    assertThat(Filter.parse("filter", "author = user").test(RYE, item, ADA)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "type = game                | 8  | a text is not in quotes; write \"game\"",
        "typ = \"game\"             | 1  | use one of item, type, category",
        "type \"game\"              | 6  | write one, as in =",
        "type < \"game\"            | 6  | use =, !=, in or not in",
        "type = \"game              | 8  | the quotes are not closed",
        "type = \"game\" tag        | 15 | join conditions with and, or",
        "type = \"game\" and        | 18 | use one of item",
        "(type = \"game\"           | 15 | write ) here",
        "type in \"game\"           | 9  | write in (",
        "type in (\"game\" \"b\")   | 17 | write ) or a comma here",
        "type in ()                 | 10 | give one in quotes, or user",
        "type not = \"game\"        | 10 | write not in",
        "age < 7                    | 7  | give one such as 90m, 24h, 7d or 2w",
        "age < 7days                | 7  | give one such as 90m",
        "age < 9999999999d          | 7  | give one such as 90m",
        "age < \"7d\"               | 7  | give one such as 90m",
        "age in (7d)                | 5  | write one, as in = 7d",
        "created > 2026-01-31       | 11 | a time in quotes is expected here",
        "created > \"yesterday\"    | 11 | give one such as \"2026-01-31\"",
        "created > \"2026-02-30\"   | 11 | give one such as \"2026-01-31\"",
        "available = maybe          | 13 | write one of them",
        "and                        | 1  | use one of item",
        "not                        | 4  | use one of item",
        "=                          | 1  | use one of item",
      })
  void what_cannot_be_read_is_told_with_its_place_and_the_cure(
      String filter, int place, String cure) {
    assertThatThrownBy(() -> Filter.parse("filter", filter.strip()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("filter cannot be read at character " + place + ",")
        .hasMessageContaining(cure);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   "})
  void an_empty_filter_is_bad_input(String filter) {
    assertThatThrownBy(() -> Filter.parse("filter", filter))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("filter is empty; give a condition, as in tag = \"jazz\"");
  }

  @Test
  void length_and_depth_are_bounded() {
    String longest = "tag = \"%s\"".formatted("x".repeat(Filter.MAX_LENGTH - 8));
    assertThat(longest).hasSize(Filter.MAX_LENGTH);
    assertThat(test(longest)).isFalse();
    assertThatThrownBy(() -> test(longest + " "))
        .hasMessage("filter has 2001 characters; give at most 2000");

    int deepest = FilterParser.MAX_DEPTH;
    assertThat(test("(".repeat(deepest) + "available" + ")".repeat(deepest))).isTrue();
    assertThatThrownBy(() -> test("(".repeat(deepest + 1) + "available" + ")".repeat(deepest + 1)))
        .hasMessageContaining("nests deeper than 32 levels");
    assertThat(test("not ".repeat(deepest) + "available")).isTrue();
    assertThatThrownBy(() -> test("not ".repeat(deepest + 1) + "available"))
        .hasMessageContaining("nests deeper than 32 levels");
  }

  @Test
  void the_tag_and_type_all_must_have_are_known_where_they_are_plain() {
    assertThat(Filter.parse("filter", "age < 7d and tag = \"jazz\"").tag()).contains("jazz");
    assertThat(Filter.parse("filter", "type in (\"game\")").type())
        .contains(new ContentType("game"));
    assertThat(Filter.parse("filter", "(tag = \"a\" and (type = \"b\"))").tag()).contains("a");
    for (String open :
        List.of(
            "tag = \"a\" or tag = \"b\"",
            "tag != \"a\"",
            "not tag = \"a\"",
            "tag in (\"a\", \"b\")",
            "tag = user")) {
      assertThat(Filter.parse("filter", open).tag()).as(open).isEmpty();
    }
    assertThat(Filter.parse("filter", "type = \"\"").type()).isEmpty();
  }

  @Test
  void filters_are_equal_that_are_written_alike() {
    assertThat(Filter.parse("filter", "age < 7d"))
        .isEqualTo(Filter.parse("other", "age < 7d"))
        .hasSameHashCodeAs(Filter.parse("other", "age < 7d"))
        .hasToString("age < 7d")
        .isNotEqualTo(Filter.parse("filter", "age < 8d"));
  }

  @Test
  void a_boost_is_a_filter_a_colon_and_a_factor() {
    Boost boost = Boost.parse("boost", " tag = \"a:b\" : 1.5 ");

    assertThat(boost.factor()).isEqualTo(1.5);
    assertThat(boost.items()).hasToString("tag = \"a:b\"");
    assertThat(boost).hasToString("tag = \"a:b\": 1.5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "tag = \"a\"           | 10 | a colon and a factor are missing",
        "tag = \"a\" 1.5       | 11 | a colon and a factor are missing",
        "tag = \"a\": 0.001    | 11 | the factor is no number from 0.01 to 100",
        "tag = \"a\": 101      | 11 | the factor is no number from 0.01 to 100",
        "tag = \"a\": -1       | 11 | the factor is no number from 0.01 to 100",
        "tag = \"a\": NaN      | 11 | the factor is no number from 0.01 to 100",
        "tag = \"a\": 1e1      | 11 | the factor is no number from 0.01 to 100",
        "tag = \"a\":          | 11 | the factor is no number from 0.01 to 100",
        "tag = a: 2            | 7  | a text is not in quotes",
      })
  void a_bad_boost_is_told_with_its_place_and_the_cure(String boost, int place, String problem) {
    assertThatThrownBy(() -> Boost.parse("boost", boost.strip()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("boost cannot be read at character " + place + ",")
        .hasMessageContaining(problem);
  }
}
