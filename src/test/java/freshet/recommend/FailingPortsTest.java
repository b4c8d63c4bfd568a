package freshet.recommend;

import static freshet.recommend.Site.ask;
import static freshet.recommend.Site.id;
import static freshet.recommend.Site.ids;
import static org.assertj.core.api.Assertions.assertThat;

import freshet.decay.HalfLife;
import freshet.event.ContentType;
import freshet.event.Item;
import freshet.event.ItemId;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every port may fail; there is an answer all the same, and it says what is missing. */
class FailingPortsTest {
  private final Site site = new Site();

  /** Fails on every call, or on those that are named. */
  private static <T> T failing(Class<T> port, T working, String... methods) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              if (methods.length == 0 || Set.of(methods).contains(method.getName())) {
                throw new IllegalStateException("broken on purpose");
              }
              return method.invoke(working, arguments);
            }));
  }

  @BeforeEach
  void fill() {
    site.item("seen", "game", "chess").item("next", "game").item("tagged", "game", "chess");
    site.item("popular", "game").item("new", "game", Site.NOW);
    site.follows("seen", "next", 0.5).popular("game", "popular", 0.1).ada("view", "seen");
  }

  private Slate recommend(
      HistoryReader histories,
      Catalogue catalogue,
      Neighbourhood neighbourhood,
      Popularity popularity) {
    return site.recommender(histories, catalogue, neighbourhood, popularity, Site.PLAIN)
        .recommend(ask(10));
  }

  @Test
  void with_all_ports_working_nothing_is_degraded() {
    Slate slate = site.forAda(4);

    assertThat(ids(slate)).containsExactly("next", "tagged", "popular", "new");
    assertThat(slate.degraded()).isFalse();
  }

  @Test
  void without_neighbours_the_other_layers_answer() {
    Slate slate =
        recommend(
            site.histories,
            site.catalogue,
            failing(Neighbourhood.class, site.neighbourhood),
            site.popularity);

    assertThat(ids(slate)).startsWith("tagged", "popular").contains("new", "next");
    assertThat(slate.degraded()).isTrue();
    assertThat(slate.note().orElseThrow()).startsWith("the collaborative layer failed");
    assertThat(site.failures).containsExactly(Layer.COLLABORATIVE);
  }

  @Test
  void without_popularity_the_other_layers_answer() {
    Slate slate =
        recommend(
            site.histories,
            site.catalogue,
            site.neighbourhood,
            failing(Popularity.class, site.popularity, "tops"));

    assertThat(ids(slate)).startsWith("next", "tagged").contains("new", "popular");
    assertThat(slate.degraded()).isTrue();
    assertThat(slate.note().orElseThrow()).startsWith("the popularity layer failed");
    assertThat(site.failures).containsExactly(Layer.POPULARITY);
  }

  @Test
  void without_lists_by_tag_the_other_layers_answer() {
    Slate slate =
        recommend(
            site.histories,
            failing(Catalogue.class, site.catalogue, "withTag", "countWithTag"),
            site.neighbourhood,
            site.popularity);

    assertThat(ids(slate)).startsWith("next", "popular").contains("new", "tagged");
    assertThat(slate.degraded()).isTrue();
    assertThat(slate.note().orElseThrow()).startsWith("the content layer failed");
    assertThat(site.failures).containsExactly(Layer.CONTENT);
  }

  @Test
  void without_the_list_of_the_newest_the_layers_answer() {
    Slate slate =
        recommend(
            site.histories,
            failing(Catalogue.class, site.catalogue, "newest", "size", "hasType"),
            site.neighbourhood,
            site.popularity);

    assertThat(ids(slate)).containsExactly("next", "tagged", "popular");
    assertThat(slate.degraded()).isTrue();
    assertThat(slate.note().orElseThrow())
        .isEqualTo(
            "the newest items cannot be read now; "
                + "only 3 items are left to show: the rest was seen, hidden or excluded");
  }

  @Test
  void where_the_catalogue_cannot_say_what_may_be_shown_nothing_is() {
    Slate slate =
        recommend(
            site.histories,
            failing(Catalogue.class, site.catalogue),
            site.neighbourhood,
            site.popularity);

    assertThat(slate.items()).isEmpty();
    assertThat(slate.degraded()).isTrue();
    assertThat(slate.note().orElseThrow())
        .endsWith("the catalogue cannot be read now, so nothing may be shown");
    assertThat(site.failures).contains(Layer.CONTENT);
  }

  @Test
  void without_a_history_popularity_answers() {
    Slate slate =
        recommend(
            failing(HistoryReader.class, site.histories),
            site.catalogue,
            site.neighbourhood,
            site.popularity);

    assertThat(ids(slate)).startsWith("popular", "new");
    assertThat(slate.degraded()).isTrue();
    assertThat(slate.note().orElseThrow())
        .startsWith("the user's history cannot be read now: reading it failed");
    assertThat(site.failures).containsExactly(Layer.COLLABORATIVE);
  }

  @Test
  void a_history_that_cannot_be_read_is_said_without_inner_names() {
    Slate slate =
        recommend(
            user -> new HistoryReader.Unavailable("the profile lives on b:7070"),
            site.catalogue,
            site.neighbourhood,
            site.popularity);

    assertThat(ids(slate)).startsWith("popular", "new");
    assertThat(slate.degraded()).isTrue();
    assertThat(slate.note().orElseThrow())
        .startsWith("the user's history cannot be read now")
        .doesNotContain("b:7070");
    assertThat(site.failures).isEmpty();
  }

  @Test
  void with_every_port_failing_there_is_an_answer() {
    Slate slate =
        recommend(
            failing(HistoryReader.class, site.histories),
            failing(Catalogue.class, site.catalogue),
            failing(Neighbourhood.class, site.neighbourhood),
            failing(Popularity.class, site.popularity, "tops"));

    assertThat(slate.items()).isEmpty();
    assertThat(slate.degraded()).isTrue();
  }

  @Test
  void a_layer_that_fails_on_the_way_has_no_say_at_all() {
    Catalogue failsLate =
        new ForwardingCatalogue(site.catalogue) {
          private int found;

          @Override
          public Optional<Item> find(ItemId item) {
            // The tag source reads the history first: one touch, one look-up.
            return ++found > 1 ? super.find(item) : failing();
          }

          private Optional<Item> failing() {
            throw new IllegalStateException("broken on purpose");
          }
        };
    Slate slate = recommend(site.histories, failsLate, site.neighbourhood, site.popularity);

    assertThat(ids(slate)).startsWith("next", "popular");
    assertThat(slate.items())
        .allSatisfy(item -> assertThat(item.contributions()).doesNotContainKey(Layer.CONTENT));
    assertThat(slate.note().orElseThrow()).startsWith("the content layer failed");
  }

  /** A catalogue of which a test replaces a part. */
  private static class ForwardingCatalogue implements Catalogue {
    private final Catalogue to;

    ForwardingCatalogue(Catalogue to) {
      this.to = to;
    }

    @Override
    public Optional<Item> find(ItemId item) {
      return to.find(item);
    }

    @Override
    public boolean mayShow(ItemId item) {
      return to.mayShow(item);
    }

    @Override
    public List<Item> withTag(String tag, int limit) {
      return to.withTag(tag, limit);
    }

    @Override
    public List<Item> newest(Optional<ContentType> type, int limit) {
      return to.newest(type, limit);
    }

    @Override
    public int countWithTag(String tag) {
      return to.countWithTag(tag);
    }

    @Override
    public boolean hasType(ContentType type) {
      return to.hasType(type);
    }

    @Override
    public int size() {
      return to.size();
    }

    @Override
    public Iterable<Item> all() {
      return to.all();
    }
  }

  @Test
  void similar_items_come_by_their_tags_where_neighbours_fail() {
    Slate slate =
        site.recommender(
                site.histories,
                site.catalogue,
                failing(Neighbourhood.class, site.neighbourhood),
                site.popularity,
                Site.PLAIN)
            .similar(id("seen"), 5);

    assertThat(ids(slate)).containsExactly("tagged");
    assertThat(slate.degraded()).isTrue();
    assertThat(slate.note()).contains("the collaborative layer failed");
  }

  @Test
  void what_is_trending_is_empty_where_popularity_fails() {
    Popularity broken =
        new Popularity() {
          @Override
          public List<HalfLife> halfLives() {
            return site.popularity.halfLives();
          }

          @Override
          public Map<Optional<ContentType>, List<Popular>> tops() {
            throw new IllegalStateException("broken on purpose");
          }
        };
    Slate slate =
        site.recommender(site.histories, site.catalogue, site.neighbourhood, broken, Site.PLAIN)
            .trending(Optional.empty(), Optional.empty(), 5);

    assertThat(slate.items()).isEmpty();
    assertThat(slate.degraded()).isTrue();
    assertThat(slate.note()).contains("the popularity layer failed; nothing is trending yet");
  }
}
