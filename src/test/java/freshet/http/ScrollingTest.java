package freshet.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import freshet.catalog.ItemIndex;
import freshet.event.Admission;
import freshet.event.ContentType;
import freshet.event.Interaction;
import freshet.event.InteractionTypes;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.event.ItemLog;
import freshet.event.LogPosition;
import freshet.event.UserId;
import freshet.http.experiment.Impressions;
import freshet.http.health.Readiness;
import freshet.recommend.FreshnessBoost;
import freshet.recommend.HistoryReader;
import freshet.recommend.Layer;
import freshet.recommend.Mmr;
import freshet.recommend.NeighbourSettings;
import freshet.recommend.Presets;
import freshet.recommend.RecommendSettings;
import freshet.recommend.Recommender;
import freshet.recommend.Site;
import freshet.recommend.memory.InMemoryHistories;
import freshet.recommend.memory.InMemoryNeighbourhood;
import freshet.recommend.memory.InMemoryPopularity;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several users scroll over real connections, while events of all of them arrive over others. */
class ScrollingTest {
  private static final int USERS = 12;
  private static final int PAGES = 20;
  private static final int PAGE = 10;
  private static final int ITEMS = 600;

  private final Random random = new Random(3);
  private final ItemIndex catalogue = new ItemIndex();
  private final InMemoryHistories histories = new InMemoryHistories();
  private final InMemoryNeighbourhood neighbourhood = new InMemoryNeighbourhood();
  private final InMemoryPopularity popularity = new InMemoryPopularity();
  private final Map<String, List<String>> met = new HashMap<>();
  private final Map<String, Set<String>> disliked = new HashMap<>();
  private int events;
  private FreshetServer server;
  private Caller caller;
  private long taken;

  @BeforeEach
  void start() {
    for (int i = 0; i < ITEMS; i++) {
      catalogue.put(
          new Item(
              item(i),
              new ContentType("type-" + i % 2),
              Optional.empty(),
              List.of("tag-" + i % 7, "tag-" + i % 11),
              Optional.empty(),
              Optional.empty(),
              Optional.of(Site.NOW.minus(Duration.ofHours(i))),
              true));
      neighbourhood.follows(item(i), item(random.nextInt(ITEMS)), 0.1, 5);
    }
    Recommender recommender =
        new Recommender(
            this::history,
            catalogue,
            neighbourhood,
            popularity,
            settings(),
            Clock.fixed(Site.NOW, ZoneOffset.UTC),
            ScrollingTest::failed);
    Backend others = new FakeBackend().ports();
    server =
        FreshetServer.start(
            ServerSettings.at("127.0.0.1", 0),
            new Backend(
                recommender,
                catalogue,
                this::take,
                new NoItems(),
                new Admission(InteractionTypes.builtIn()),
                () -> new Readiness.State(true, Map.of()),
                Presets.NONE,
                Impressions.NONE,
                Clock.fixed(Site.NOW, ZoneOffset.UTC),
                others.persons(),
                others.positions()));
    caller = new Caller(server.port());
  }

  private static RecommendSettings settings() {
    return new RecommendSettings(
        new NeighbourSettings(10, 1, 2, 0.5, List.of()),
        List.of(0.3, 0.3, 0.2, 0.2),
        Map.of(Layer.COLLABORATIVE, 1.0, Layer.CONTENT, 0.3, Layer.POPULARITY, 0.3),
        false,
        new FreshnessBoost(0.5, Duration.ofDays(7)),
        new Mmr(0.15));
  }

  private static void failed(Layer layer, RuntimeException error) {
    throw error;
  }

  private synchronized HistoryReader.Answer history(UserId user) {
    return histories.read(user);
  }

  private synchronized CompletableFuture<LogPosition> take(Interaction interaction) {
    histories.add(interaction.user(), interaction.item(), interaction.type().name());
    neighbourhood.follows(interaction.item(), item(random.nextInt(ITEMS)), 0.2, 5);
    popularity.add(Optional.empty(), item(random.nextInt(50)), random.nextDouble());
    return CompletableFuture.completedFuture(new LogPosition(0, taken++));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static ItemId item(int number) {
    return new ItemId("item-" + number);
  }

  private static String user(int number) {
    return "user-" + number;
  }

  private void touch() {
    String user = user(random.nextInt(USERS));
    List<String> seen = met.getOrDefault(user, List.of());
    String item =
        seen.isEmpty()
            ? item(random.nextInt(ITEMS)).value()
            : seen.get(random.nextInt(seen.size()));
    String type = List.of("view", "like", "dislike").get(random.nextInt(3));
    if (type.equals("dislike")) {
      disliked.computeIfAbsent(user, any -> new HashSet<>()).add(item);
    }
    assertThat(
            caller
                .postJson(
                    "/v1/interactions",
                    "{\"eventId\":\"%d\",\"user\":\"%s\",\"item\":\"%s\",\"type\":\"%s\"}"
                        .formatted(events++, user, item, type))
                .status())
        .isEqualTo(202);
  }

  @Test
  void twenty_pages_of_ten_repeat_nothing_while_events_pour_in() {
    Map<String, String> cursors = new HashMap<>();
    for (int page = 0; page < PAGES; page++) {
      for (int i = 0; i < USERS; i++) {
        String user = user(i);
        JsonNode answer =
            caller
                .get(
                    "/v1/users/%s/recommendations?k=%d&exclude=item-1,item-2&cursor=%s"
                        .formatted(user, PAGE, cursors.getOrDefault(user, "")))
                .json();

        List<String> shown = met.computeIfAbsent(user, any -> new ArrayList<>());
        assertThat(answer.path("items")).as("page %d of %s", page, user).hasSize(PAGE);
        for (JsonNode line : answer.path("items")) {
          String item = line.path("item").asText();
          assertThat(shown).as("page %d of %s", page, user).doesNotContain(item);
          assertThat(item).isNotIn("item-1", "item-2");
          assertThat(disliked.getOrDefault(user, Set.of())).doesNotContain(item);
          shown.add(item);
        }
        cursors.put(user, answer.path("cursor").asText());
        touch();
        touch();
      }
    }
    assertThat(met.values()).allMatch(shown -> shown.size() == PAGES * PAGE);
    assertThat(disliked).isNotEmpty();
  }

  /** Nobody describes items here. */
  private static final class NoItems implements ItemLog {
    @Override
    public CompletableFuture<Void> put(Item item) {
      return CompletableFuture.failedFuture(new UnsupportedOperationException());
    }

    @Override
    public CompletableFuture<Void> delete(ItemId item) {
      return CompletableFuture.failedFuture(new UnsupportedOperationException());
    }
  }
}
