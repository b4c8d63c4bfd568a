package freshet.recommend;

import static freshet.recommend.Site.ADA;
import static freshet.recommend.Site.ask;
import static freshet.recommend.Site.id;
import static freshet.recommend.Site.ids;
import static freshet.recommend.Site.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import freshet.event.ContentType;
import freshet.event.InvalidInputException;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.recommend.filter.Asker;
import freshet.recommend.filter.Boost;
import freshet.recommend.filter.Filter;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WishesTest {
  private final Site site = new Site();

  static Wishes filter(String filter) {
    return new Wishes(
        Optional.empty(),
        Optional.empty(),
        Optional.of(Filter.parse("filter", filter)),
        List.of(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Shown.NOTHING);
  }

  static Wishes tag(String tag) {
    return new Wishes(
        Optional.of(tag),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Shown.NOTHING);
  }

  static Wishes boosts(String... rules) {
    return new Wishes(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(rules).stream().map(rule -> Boost.parse("boost", rule)).toList(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Shown.NOTHING);
  }

  private static Wishes lifts(OptionalDouble diversity, OptionalDouble freshness) {
    return new Wishes(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        diversity,
        freshness,
        Shown.NOTHING);
  }

  private Slate forAda(int k, Wishes wishes) {
    return site.recommender().recommend(ask(k).with(wishes));
  }

  @Test
  void only_what_passes_the_filter_is_shown() {
    site.item("chess", "game", "board").item("tetris", "game", "video").item("alien", "movie");
    site.popular("game", "chess", 0.1)
        .popular("game", "tetris", 0.2)
        .popular("movie", "alien", 0.3);

    assertThat(ids(forAda(3, filter("tag = \"board\" or type = \"movie\""))))
        .containsExactly("alien", "chess");
    assertThat(ids(forAda(3, filter("tag in (\"board\")")))).containsExactly("chess");
    assertThat(ids(forAda(3, tag("video")))).containsExactly("tetris");
  }

  @Test
  void a_slate_is_short_where_little_passes_and_says_so() {
    site.item("chess", "game", "board").item("tetris", "game", "video");

    assertThat(forAda(3, tag("board")).note())
        .contains(
            "only 1 item is left to show: the rest was seen, hidden or excluded, or is not what was"
                + " asked for");
    assertThat(forAda(3, filter("type = \"opera\"")).note())
        .contains("no item has the content type \"opera\"");
  }

  @Test
  void items_nobody_described_pass_by_their_id_only() {
    site.popularity.add(Optional.empty(), id("unknown"), 0.2);

    assertThat(ids(forAda(3, filter("id = \"unknown\"")))).containsExactly("unknown");
    assertThat(ids(forAda(3, filter("age < 7d")))).isEmpty();
    assertThat(ids(forAda(3, tag("x")))).isEmpty();
  }

  @Test
  void all_items_with_a_tag_are_found_however_many_others_are_newer() {
    for (int i = 0; i < 1_000; i++) {
      site.item("i%04d".formatted(i), "game", Site.NOW.minusSeconds(i), i < 990 ? "new" : "old");
    }

    assertThat(ids(forAda(20, tag("old")))).hasSize(10).allMatch(id -> id.startsWith("i099"));
    assertThat(ids(forAda(20, filter("tag = \"old\" and age > 1s")))).hasSize(10);
  }

  @Test
  void of_items_with_a_tag_what_the_layers_believe_in_comes_first() {
    for (int i = 0; i < 300; i++) {
      site.item("i%04d".formatted(i), "game", Site.NOW.minusSeconds(i), "jazz");
    }
    site.item("seen", "game").follows("seen", "i0250", 0.3).ada("view", "seen");

    assertThat(ids(forAda(2, tag("jazz")))).containsExactly("i0250", "i0000");
  }

  @Test
  void a_filter_knows_who_asks() {
    Item own =
        new Item(
            id("own"),
            new ContentType("post"),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.of("ada"),
            Optional.of(Site.NOW),
            true);
    site.catalogue.put(own);
    site.item("other", "post");

    assertThat(ids(forAda(2, filter("author != user")))).containsExactly("other");
  }

  @Test
  void a_boost_multiplies_the_score() {
    site.item("chess", "game", "board").item("tetris", "game", "video");
    site.popular("game", "chess", 0.1).popular("game", "tetris", 0.2);
    assertThat(ids(forAda(2, Wishes.NONE))).containsExactly("tetris", "chess");

    Slate boosted = forAda(2, boosts("tag = \"board\": 3", "type = \"game\": 0.5"));

    assertThat(ids(boosted)).containsExactly("chess", "tetris");
    assertThat(item(boosted, "chess").score()).isCloseTo(0.3 * 0.1 * 1.5, within(1e-12));
    assertThat(item(boosted, "tetris").score()).isCloseTo(0.3 * 0.2 * 0.5, within(1e-12));
    assertThat(item(boosted, "chess").contributions().get(Layer.POPULARITY))
        .isCloseTo(0.03, within(1e-12));
  }

  @Test
  void a_boost_reaches_items_that_would_not_be_among_the_first() {
    for (int i = 0; i < 150; i++) {
      site.item("i%03d".formatted(i), "game", i == 140 ? "rare" : "often");
      site.popular("game", "i%03d".formatted(i), 0.5 - i / 1_000.0);
    }

    assertThat(ids(forAda(1, boosts("tag = \"rare\": 10")))).containsExactly("i140");
  }

  @Test
  void diversity_and_freshness_of_a_request_win_over_the_settings() {
    site.item("chess", "game", "board").item("go", "game", "board").item("new", "game", Site.NOW);
    site.popular("game", "chess", 0.3).popular("game", "go", 0.29).popular("game", "new", 0.28);
    assertThat(ids(forAda(3, Wishes.NONE))).containsExactly("chess", "go", "new");

    assertThat(ids(forAda(3, lifts(OptionalDouble.of(0.5), OptionalDouble.empty()))))
        .containsExactly("chess", "new", "go");
    assertThat(ids(forAda(3, lifts(OptionalDouble.empty(), OptionalDouble.of(1)))))
        .containsExactly("new", "chess", "go");
  }

  @Test
  void what_was_shown_is_not_shown_again() {
    for (int i = 0; i < 25; i++) {
      site.item("i%02d".formatted(i), "game", Site.NOW.minus(Duration.ofDays(i)));
    }
    Shown shown = Shown.NOTHING;
    Set<String> met = new HashSet<>();
    for (int page = 0; page < 3; page++) {
      Slate slate = forAda(10, Wishes.NONE.after(shown));
      assertThat(ids(slate)).hasSize(page < 2 ? 10 : 5).allMatch(met::add);
      shown = shown.with(slate.items().stream().map(SlateItem::item).toList());
      if (page == 2) {
        assertThat(slate.note())
            .contains(
                "only 5 items are left to show: the rest was seen, hidden, excluded or shown"
                    + " before");
      }
    }
    assertThat(met).hasSize(25);
  }

  @Test
  void somebody_without_an_account_is_answered_from_what_the_caller_says() {
    site.item("seen", "game").item("next", "game").item("go", "game");
    site.follows("seen", "next", 0.3).popular("game", "go", 0.1).ada("like", "seen");
    UserHistory history = site.history();

    SlateRequest anybody = SlateRequest.forAnybody(3, Optional.empty());

    assertThat(ids(site.recommender().recommend(anybody))).containsExactly("go", "next", "seen");
    assertThat(site.recommender().recommend(anybody.having(history)).items())
        .isEqualTo(site.recommender().recommend(ask(3)).items());
  }

  @Test
  void ranges_are_bad_input_outside_them() {
    assertThatThrownBy(() -> lifts(OptionalDouble.of(1.1), OptionalDouble.empty()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("diversity is 1.1; give 0 to 1");
    assertThatThrownBy(() -> lifts(OptionalDouble.empty(), OptionalDouble.of(-1)))
        .hasMessage("freshness is -1.0; give 0 to 10");
    assertThatThrownBy(
            () ->
                boosts(IntStream.range(0, 21).mapToObj(i -> "available: 2").toArray(String[]::new)))
        .hasMessage("boost is given 21 times; give at most 20");
  }

  @Test
  void whatever_the_site_is_like_only_what_passes_is_shown_and_all_of_it() {
    List<String> filters =
        List.of(
            "tag = \"t1\"",
            "tag in (\"t1\", \"t2\") and not type = \"game\"",
            "age < 10d",
            "type = \"movie\" and age >= 2d",
            "id != \"i3\"",
            "available and tag != \"t4\"");
    for (long seed = 0; seed < 300; seed++) {
      Site state = Site.random(seed);
      Random random = new Random(seed);
      String text = filters.get(random.nextInt(filters.size()));
      Filter filter = Filter.parse("filter", text);
      int k = 1 + random.nextInt(40);
      Slate slate = state.recommender().recommend(ask(k).with(filter(text)));

      Asker asker = new Asker(Optional.of(ADA), Site.NOW);
      assertThat(slate.items())
          .as("seed %d", seed)
          .allMatch(one -> filter.test(one.item(), state.catalogue.find(one.item()), asker));
      if (slate.items().size() < k) {
        Set<ItemId> left = new HashSet<>();
        state.catalogue.newest(Optional.empty(), 1_000).stream()
            .filter(one -> filter.test(one.id(), Optional.of(one), asker))
            .map(Item::id)
            .filter(one -> !state.history().excluded().contains(one))
            .forEach(left::add);
        assertThat(ids(slate))
            .as("seed %d", seed)
            .containsAll(left.stream().map(ItemId::value).toList());
        assertThat(slate.note()).isPresent();
      }
    }
  }
}
