package freshet.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.event.Admission;
import freshet.event.InteractionTypes;
import freshet.event.Item;
import freshet.simulate.Happening.Interacted;
import freshet.simulate.Happening.ItemBorn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class WorldTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Pace PACE = new Pace(100, Duration.ofSeconds(10));

  private final World world = world(7);

  @Test
  void the_same_seed_gives_the_same_world_and_the_same_happenings() {
    World twin = world(7);

    assertThat(twin.items()).isEqualTo(world.items());
    assertThat(twin.backlog(2000)).isEqualTo(world.backlog(2000));
    assertThat(take(twin.live(PACE), 3000)).isEqualTo(take(world.live(PACE), 3000));
    List<String> slate = world.items().stream().limit(50).map(item -> item.id().value()).toList();
    assertThat(reactions(twin, slate)).isEqualTo(reactions(world, slate));
  }

  @Test
  void another_seed_gives_another_world() {
    assertThat(world(8).items()).isNotEqualTo(world.items());
  }

  @Test
  void the_catalogue_has_three_content_types_and_good_titles_of_the_past_sixty_days() {
    List<Item> items = world.items();

    assertThat(items).hasSize(600);
    assertThat(items).extracting(item -> item.id().value()).doesNotHaveDuplicates();
    assertThat(items).extracting(Item::name).doesNotHaveDuplicates();
    assertThat(items)
        .extracting(item -> item.created().orElseThrow())
        .isSorted()
        .allMatch(time -> time.isBefore(NOW) && !time.isBefore(NOW.minus(Duration.ofDays(60))));
    assertThat(items.stream().map(item -> item.type().value()).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder("blog-post", "community-post", "game");
    assertThat(items.stream().flatMap(item -> item.tags().stream()).distinct().count())
        .isBetween(35L, 45L);
    assertThat(items).allMatch(item -> item.author().isPresent() && item.category().isPresent());
  }

  @Test
  void the_backlog_is_exact_in_number_and_in_time_order_and_makes_sense() {
    Admission admission = new Admission(InteractionTypes.builtIn());
    Map<String, Instant> born =
        world.items().stream()
            .collect(Collectors.toMap(item -> item.id().value(), i -> i.created().orElseThrow()));

    List<Interacted> backlog = world.backlog(20_000);

    assertThat(backlog).hasSize(20_000);
    assertThat(backlog).extracting(Interacted::time).isSorted();
    assertThat(backlog).extracting(Interacted::eventId).doesNotHaveDuplicates();
    assertThat(backlog)
        .allSatisfy(
            event -> {
              admission.admit(event.draft(), NOW);
              assertThat(event.time()).isAfterOrEqualTo(born.get(event.item()));
            });
    Map<Long, Long> perDay =
        backlog.stream()
            .collect(
                Collectors.groupingBy(
                    event -> Duration.between(event.time(), NOW).toDays(), Collectors.counting()));
    assertThat(perDay).hasSize(30);
    assertThat(perDay.values()).allMatch(count -> count > 300 && count < 1200);
    assertThat(backlog.stream().map(Interacted::type).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder("view", "play", "like", "dislike", "bookmark");
  }

  @Test
  void readers_turn_to_what_they_like_and_like_it_more() {
    Map<String, Item> items = byId(world);
    List<Interacted> backlog = world.backlog(20_000);

    double views = shareInTaste(backlog, items, "view");
    double likes = shareInTaste(backlog, items, "like");
    double dislikes = shareInTaste(backlog, items, "dislike");

    assertThat(views).isBetween(0.7, 0.98);
    assertThat(likes).isGreaterThan(views);
    assertThat(dislikes).isLessThan(views - 0.1);
  }

  @Test
  void items_are_turned_to_less_as_they_age_and_games_age_slowest() {
    Map<String, Item> items = byId(world);
    List<Interacted> views =
        world.backlog(20_000).stream().filter(event -> event.type().equals("view")).toList();

    double community = decline(views, items, "community-post");
    double blog = decline(views, items, "blog-post");
    double game = decline(views, items, "game");

    assertThat(community).isGreaterThan(1.2 * blog);
    assertThat(blog).isGreaterThan(1.2 * game);
    assertThat(game).isGreaterThan(0.8);
  }

  @Test
  void a_few_readers_do_much_and_sessions_belong_to_one_reader() {
    List<Interacted> backlog = world.backlog(20_000);
    Map<String, Long> perReader =
        backlog.stream().collect(Collectors.groupingBy(Interacted::user, Collectors.counting()));
    List<Long> counts = perReader.values().stream().sorted(Comparator.reverseOrder()).toList();
    long busiest = counts.stream().limit(200).mapToLong(count -> count).sum();

    assertThat(perReader.size()).isGreaterThan(800);
    assertThat(busiest).isGreaterThan(20_000 / 3);
    assertThat(backlog).allMatch(event -> event.session().startsWith(event.user() + "-visit-"));
  }

  @Test
  void some_items_follow_each_other_far_more_often_than_by_chance() {
    Map<String, String> last = new HashMap<>();
    Map<String, Map<String, Integer>> next = new HashMap<>();
    Map<String, Integer> total = new HashMap<>();
    for (Interacted event : world.backlog(20_000)) {
      String before = last.put(event.session(), event.item());
      if (before != null && !before.equals(event.item())) {
        next.computeIfAbsent(before, any -> new HashMap<>()).merge(event.item(), 1, Integer::sum);
        total.merge(before, 1, Integer::sum);
      }
    }
    double strongest =
        total.entrySet().stream()
            .filter(entry -> entry.getValue() >= 30)
            .mapToDouble(
                entry ->
                    next.get(entry.getKey()).values().stream().mapToInt(i -> i).max().orElse(0)
                        / (double) entry.getValue())
            .average()
            .orElse(0);

    assertThat(strongest).isGreaterThan(0.1);
  }

  @Test
  void the_live_stream_keeps_its_pace_and_bears_items_that_are_read() {
    List<Happening> happenings = take(world.live(PACE), 20_000);

    assertThat(happenings).extracting(Happening::time).isSorted();
    Happening last = happenings.get(happenings.size() - 1);
    assertThat(Duration.between(NOW, last.time()).toSeconds()).isBetween(180L, 220L);
    Set<String> born = new HashSet<>();
    Set<String> readAfterBirth = new HashSet<>();
    for (Happening happening : happenings) {
      if (happening instanceof ItemBorn birth) {
        born.add(birth.item().id().value());
      } else if (happening instanceof Interacted event && born.contains(event.item())) {
        readAfterBirth.add(event.item());
      }
    }
    assertThat(born).hasSizeBetween(10, 32);
    assertThat(readAfterBirth).isNotEmpty();
  }

  @Test
  void a_reader_shown_what_they_like_clicks_more_often_than_one_shown_something_else() {
    int liked = 0;
    int other = 0;
    for (String reader : world.readers().subList(0, 400)) {
      Set<String> tastes = world.tastes(reader).keySet();
      liked += clicked(reader, slate(item -> tastes.contains(item.tags().get(0))));
      other += clicked(reader, slate(item -> item.tags().stream().noneMatch(tastes::contains)));
    }

    assertThat(liked).isGreaterThan(3 * other / 2).isLessThan(400);
    assertThat(other).isPositive();
  }

  @Test
  void nobody_reacts_to_an_empty_slate_or_for_a_stranger() {
    assertThat(world.react("ada-1", List.of(), NOW)).isEmpty();
    assertThat(world.react("ada-1", List.of("no-such-item"), NOW)).isEmpty();
    assertThat(world.react("nobody", List.of(world.items().get(0).id().value()), NOW)).isEmpty();
    assertThat(world.tastes("nobody")).isEmpty();
  }

  private List<String> slate(Predicate<Item> wanted) {
    return world.items().stream()
        .filter(wanted)
        .sorted(Comparator.comparing((Item item) -> item.created().orElseThrow()).reversed())
        .limit(10)
        .map(item -> item.id().value())
        .toList();
  }

  private int clicked(String reader, List<String> slate) {
    List<Interacted> reaction = world.react(reader, slate, NOW);
    assertThat(reaction).allMatch(event -> slate.contains(event.item()));
    return reaction.isEmpty() ? 0 : 1;
  }

  private double shareInTaste(List<Interacted> events, Map<String, Item> items, String type) {
    return events.stream()
        .filter(event -> event.type().equals(type))
        .mapToInt(
            event ->
                world.tastes(event.user()).containsKey(items.get(event.item()).tags().get(0))
                    ? 1
                    : 0)
        .average()
        .orElseThrow();
  }

  /** Views of the first four days over those of the next four, of items that had both. */
  private static double decline(
      List<Interacted> views, Map<String, Item> items, String contentType) {
    int[] byAge = new int[2];
    for (Interacted view : views) {
      Item item = items.get(view.item());
      Instant born = item.created().orElseThrow();
      long age = Duration.between(born, view.time()).toDays();
      boolean bothSeen =
          born.isAfter(NOW.minus(Duration.ofDays(30)))
              && born.isBefore(NOW.minus(Duration.ofDays(8)));
      if (item.type().value().equals(contentType) && bothSeen && age < 8) {
        byAge[(int) age / 4]++;
      }
    }
    return byAge[0] / (double) byAge[1];
  }

  private static Map<String, Item> byId(World world) {
    return world.items().stream()
        .collect(Collectors.toMap(item -> item.id().value(), item -> item));
  }

  private static List<List<Interacted>> reactions(World world, List<String> slate) {
    return world.readers().stream()
        .limit(50)
        .map(reader -> world.react(reader, slate, NOW))
        .toList();
  }

  private static List<Happening> take(Iterator<Happening> happenings, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> happenings.next())
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static World world(long seed) {
    return new World(new SplittableRandom(seed), NOW, World.Size.DEFAULT);
  }
}
