package freshet.simulate;

import freshet.event.Item;
import freshet.event.ItemId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Publishes the items of the world, and knows which of them readers still come across. */
final class Press {
  private static final int REMEMBERED_PER_TOPIC = 120;
  private static final double IS_SEQUEL = 0.25;
  private static final double IS_ABOUT_A_GAME = 0.6;
  private static final double HAS_SECOND_TOPIC = 0.4;
  private static final List<String> AUTHORS =
      List.of(
          "Mira Holt",
          "Jonas Peck",
          "Ines Duarte",
          "Sam Okafor",
          "Lena Fischer",
          "Tomás Vidal",
          "Aiko Tanaka",
          "Priya Nair",
          "Oskar Lind",
          "Ruth Adler",
          "Nadia Benali",
          "Hugo Marsh",
          "Clara Weiss",
          "Felix Grant",
          "Yara Haddad",
          "Pavel Novak");

  private final RandomGenerator random;
  private final Titles titles = new Titles();
  private final List<Deque<Publication>> byTopic = new ArrayList<>();
  private final Map<String, Publication> byId = new HashMap<>();
  private int published;

  Press(RandomGenerator random) {
    this.random = random;
    Topic.ALL.forEach(topic -> byTopic.add(new ArrayDeque<>()));
  }

  /** Publishes one more item; to be called with times that do not go back. */
  Publication publish(Instant time) {
    Kind kind = kind();
    int topic = topicFor(kind);
    Optional<Publication> before =
        kind == Kind.COMMUNITY_POST
            ? Optional.empty()
            : latest(topic, kind).filter(any -> random.nextDouble() < IS_SEQUEL);
    Optional<Publication> game =
        kind == Kind.COMMUNITY_POST
            ? latest(topic, Kind.GAME).filter(any -> random.nextDouble() < IS_ABOUT_A_GAME)
            : Optional.empty();
    String title = title(kind, topic, before, game);
    Publication published =
        new Publication(this.published++, item(title, kind, topic, time), kind, topic, quality());
    before.ifPresent(earlier -> link(earlier, published));
    game.ifPresent(played -> link(played, published));
    neighbour(topic).ifPresent(other -> link(other, published));
    remember(published);
    return published;
  }

  /** Those of a topic that readers come across, the oldest first. */
  Iterable<Publication> about(int topic) {
    return byTopic.get(topic);
  }

  Optional<Publication> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  private void remember(Publication published) {
    Deque<Publication> shelf = byTopic.get(published.topic());
    shelf.addLast(published);
    byId.put(published.item().id().value(), published);
    if (shelf.size() > REMEMBERED_PER_TOPIC) {
      byId.remove(shelf.removeFirst().item().id().value());
    }
  }

  private static void link(Publication earlier, Publication later) {
    earlier.leadsTo(later);
    later.leadsTo(earlier);
  }

  private Kind kind() {
    double at = random.nextDouble();
    for (Kind kind : Kind.values()) {
      at -= kind.share();
      if (at < 0) {
        return kind;
      }
    }
    return Kind.GAME;
  }

  private int topicFor(Kind kind) {
    int topic = random.nextInt(Topic.ALL.size());
    while (kind == Kind.GAME && Topic.ALL.get(topic).field() != Topic.Field.PLAY) {
      topic = random.nextInt(Topic.ALL.size());
    }
    return topic;
  }

  private Optional<Publication> latest(int topic, Kind kind) {
    return byTopic.get(topic).stream()
        .filter(publication -> publication.kind() == kind)
        .reduce((earlier, later) -> later);
  }

  private Optional<Publication> neighbour(int topic) {
    Deque<Publication> shelf = byTopic.get(topic);
    return shelf.isEmpty()
        ? Optional.empty()
        : shelf.stream().skip(random.nextInt(shelf.size())).findFirst();
  }

  private String title(
      Kind kind, int topic, Optional<Publication> before, Optional<Publication> game) {
    if (before.isPresent()) {
      return titles.sequel(kind, before.get().item().name());
    }
    if (game.isPresent()) {
      return titles.about(game.get().item().name(), random);
    }
    return switch (kind) {
      case BLOG_POST -> titles.blogPost(Topic.ALL.get(topic), random);
      case COMMUNITY_POST -> titles.communityPost(Topic.ALL.get(topic), random);
      case GAME -> titles.game(Topic.ALL.get(topic), random);
    };
  }

  private Item item(String title, Kind kind, int topic, Instant time) {
    Topic main = Topic.ALL.get(topic);
    List<String> tags = new ArrayList<>(List.of(main.tag()));
    if (random.nextDouble() < HAS_SECOND_TOPIC) {
      List<Topic> kin = Topic.ALL.stream().filter(other -> other.field() == main.field()).toList();
      tags.add(kin.get(random.nextInt(kin.size())).tag());
    }
    return new Item(
        new ItemId(titles.id(title)),
        kind.contentType(),
        Optional.of(title),
        tags,
        Optional.of(main.field().category()),
        Optional.of(AUTHORS.get(random.nextInt(AUTHORS.size()))),
        Optional.of(time),
        true);
  }

  /** Most are middling, few are very good. */
  private double quality() {
    return Math.max(0.02, Math.min(1, 0.35 + 0.2 * random.nextGaussian()));
  }
}
