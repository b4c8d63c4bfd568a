package freshet.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.event.ContentType;
import freshet.event.InteractionType;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.recommend.UserHistory.Touch;
import freshet.recommend.memory.InMemoryCatalogue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasonsTest {
  private static final ItemId TOY_STORY = new ItemId("1");

  private final InMemoryCatalogue catalogue = new InMemoryCatalogue();
  private final Reasons reasons = new Reasons(catalogue);

  @BeforeEach
  void describe() {
    catalogue.put(
        new Item(
            TOY_STORY,
            new ContentType("movie"),
            Optional.of("Toy Story"),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            true));
  }

  private Reason after(ItemId item, String type) {
    return reasons.reason(
        new Evidence.After(
            new Touch(
                item, InteractionType.speaksFor(type, 1), Instant.EPOCH, OptionalDouble.empty())));
  }

  @Test
  void what_the_user_did_lately_says_so() {
    Touch touch =
        new Touch(
            Site.id("a"),
            InteractionType.speaksFor("play", 1),
            Instant.EPOCH,
            OptionalDouble.empty());
    assertThat(new Reasons(new Site().catalogue).reason(new Evidence.Again(touch)))
        .isEqualTo(
            new Reason(Reason.Kind.AGAIN, "you played it lately", Optional.of(Site.id("a"))));
  }

  @ParameterizedTest
  @CsvSource({
    "view, because you viewed Toy Story",
    "like, because you liked Toy Story",
    "bookmark, because you bookmarked Toy Story",
    "play, because you played Toy Story",
    "comment, because you commented on Toy Story",
    "follow, because you followed Toy Story",
    "share, because you shared Toy Story",
    "purchase, because you bought Toy Story",
    "rate, because you rated Toy Story",
    "save, because you saved Toy Story",
    "add-to-cart, because of Toy Story"
  })
  void what_the_user_did_is_said_in_plain_words(String type, String sentence) {
    Reason reason = after(TOY_STORY, type);

    assertThat(reason.text()).isEqualTo(sentence);
    assertThat(reason.because()).contains(TOY_STORY);
  }

  @Test
  void an_item_without_a_title_is_called_by_its_id() {
    assertThat(after(new ItemId("chess-101"), "like").text())
        .isEqualTo("because you liked chess-101");
  }

  @Test
  void what_follows_on_an_item_names_it() {
    assertThat(reasons.reason(new Evidence.Follows(TOY_STORY)))
        .isEqualTo(
            new Reason(
                Reason.Kind.FOLLOWS, "often chosen after Toy Story", Optional.of(TOY_STORY)));
  }

  @Test
  void a_shared_tag_is_named() {
    assertThat(reasons.reason(new Evidence.Tagged("chess")))
        .isEqualTo(new Reason(Reason.Kind.TAG, "more about chess", Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "blog-post, blog posts",
    "community-post, community posts",
    "blog_post, blog posts",
    "game, games",
    "movie, movies",
    "article, articles",
    "news, news",
    "series, series",
    "story, stories",
    "short-story, short stories",
    "gallery, galleries",
    "play, plays",
    "essay, essays",
    "class, classes",
    "box, boxes",
    "sketch, sketches",
    "video, videos",
    "music, music",
    "software, software",
    "HTML, HTML",
    "Öl-Bild, Öl Bilds",
    "映画, 映画",
    "type-2, type 2"
  })
  void all_items_of_a_type_are_called_as_a_person_would(String type, String plural) {
    Optional<ContentType> known = Optional.of(new ContentType(type));

    assertThat(reasons.reason(new Evidence.Popular(known)).text())
        .isEqualTo("trending in " + plural);
    assertThat(reasons.reason(new Evidence.New(known)).text()).isEqualTo("new in " + plural);
  }

  @Test
  void without_a_type_nothing_is_named() {
    assertThat(reasons.reason(new Evidence.Popular(Optional.empty())))
        .isEqualTo(new Reason(Reason.Kind.POPULAR, "trending now", Optional.empty()));
    assertThat(reasons.reason(new Evidence.New(Optional.empty())))
        .isEqualTo(new Reason(Reason.Kind.NEW, "new", Optional.empty()));
  }
}
