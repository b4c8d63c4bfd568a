package freshet.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.catalog.ItemIndex;
import freshet.event.ContentType;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.recommend.memory.InMemoryHistories;
import freshet.recommend.memory.InMemoryNeighbourhood;
import freshet.recommend.memory.InMemoryPopularity;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A thousand users scroll at once, while what they and others do changes every answer. */
class ScrollingRulesTest {
  private static final int USERS = 1_000;
  private static final int PAGES = 20;
  private static final int PAGE = 10;
  private static final int ITEMS = 1_500;
  private static final int POPULAR = 100;

  private final Random random = new Random(7);
  private final ItemIndex catalogue = new ItemIndex();
  private final InMemoryHistories histories = new InMemoryHistories();
  private final InMemoryNeighbourhood neighbourhood = new InMemoryNeighbourhood();
  private final InMemoryPopularity popularity = new InMemoryPopularity();
  private final Map<UserId, Reader> readers =
      new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
  private int items;

  private final Recommender recommender =
      new Recommender(
          histories,
          catalogue,
          neighbourhood,
          popularity,
          Site.settings(0.5, 0.15),
          Clock.fixed(Site.NOW, ZoneOffset.UTC),
          (layer, error) -> {
            throw error;
          });

  /** Somebody who scrolls. */
  private static final class Reader {
    final Set<ItemId> met = new HashSet<>();
    final Set<ItemId> excluded = new HashSet<>();
    Shown shown = Shown.NOTHING;
  }

  private Item newItem() {
    ItemId id = new ItemId("item-" + items++);
    return new Item(
        id,
        new ContentType("type-" + random.nextInt(3)),
        Optional.empty(),
        random.ints(3, 0, 60).distinct().mapToObj(tag -> "tag-" + tag).toList(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(Site.NOW.minus(Duration.ofMinutes(random.nextInt(100_000)))),
        true);
  }

  private ItemId anyItem() {
    return new ItemId("item-" + random.nextInt(items));
  }

  private void something() {
    UserId user = new UserId("user-" + random.nextInt(USERS));
    List<ItemId> met = new ArrayList<>(readers.get(user).met);
    ItemId item = met.isEmpty() ? anyItem() : met.get(random.nextInt(met.size()));
    switch (random.nextInt(12)) {
      case 0 -> histories.add(user, item, "dislike");
      case 1 -> catalogue.put(newItem());
      case 2 -> {
        Item known = catalogue.find(item).orElse(null);
        if (known != null && random.nextInt(10) == 0) {
          catalogue.put(
              new Item(
                  known.id(),
                  known.type(),
                  known.title(),
                  known.tags(),
                  known.category(),
                  known.author(),
                  known.created(),
                  false));
        }
      }
      case 3 -> {
        if (random.nextInt(10) == 0) {
          catalogue.apply(anyItem(), null);
        }
      }
      case 4, 5 -> neighbourhood.follows(item, anyItem(), random.nextDouble() / 20, 5);
      case 6 ->
          popularity.add(
              Optional.empty(), new ItemId("item-" + random.nextInt(POPULAR)), random.nextDouble());
      default -> histories.add(user, item, random.nextBoolean() ? "view" : "like");
    }
  }

  private void scroll(UserId user) {
    Reader reader = readers.get(user);
    Wishes wishes = Wishes.NONE.after(reader.shown);
    Slate page =
        recommender.recommend(
            new SlateRequest(user, PAGE, Optional.empty(), reader.excluded).with(wishes));

    assertThat(page.items()).as("page for %s", user).hasSize(PAGE);
    UserHistory history = ((HistoryReader.Known) histories.read(user)).history();
    for (SlateItem one : page.items()) {
      assertThat(reader.met.add(one.item())).as("%s is no repeat", one.item()).isTrue();
      assertThat(reader.excluded).doesNotContain(one.item());
      assertThat(history.excluded()).doesNotContain(one.item());
      assertThat(catalogue.mayShow(one.item())).isTrue();
    }
    reader.shown = reader.shown.with(page.items().stream().map(SlateItem::item).toList());
  }

  @Test
  void twenty_pages_of_ten_repeat_nothing_whatever_happens_between_them() {
    for (int i = 0; i < ITEMS; i++) {
      catalogue.put(newItem());
    }
    for (int i = 0; i < 3 * ITEMS; i++) {
      neighbourhood.follows(anyItem(), anyItem(), random.nextDouble() / 20, 5);
    }
    for (int i = 0; i < USERS; i++) {
      Reader reader = new Reader();
      for (int n = random.nextInt(20); n > 0; n--) {
        reader.excluded.add(anyItem());
      }
      readers.put(new UserId("user-" + i), reader);
    }

    for (int page = 0; page < PAGES; page++) {
      for (UserId user : List.copyOf(readers.keySet())) {
        scroll(user);
        something();
        something();
      }
    }

    assertThat(readers.values()).allMatch(reader -> reader.met.size() == PAGES * PAGE);
  }
}
