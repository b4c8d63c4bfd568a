package freshet.simulate;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Makes up titles that read as if somebody had written them; never the same title twice. */
final class Titles {
  private static final List<String> SOFTWARE_POSTS =
      List.of(
          "How we made %s three times faster",
          "What we learned from a year of %s",
          "%s: the parts nobody tells you about",
          "An outage, and what it taught us about %s",
          "Making peace with %s",
          "Debugging %s at three in the morning",
          "Why we gave %s a second chance",
          "A gentle introduction to %s",
          "Measuring %s before changing it",
          "The hidden cost of %s");
  private static final List<String> LIFE_POSTS =
      List.of(
          "A beginner's year with %s",
          "Everything I got wrong about %s",
          "The quiet joy of %s",
          "Ten small things that changed %s for me",
          "%s on a tight budget",
          "What my grandmother knew about %s",
          "A slow guide to %s",
          "Three weekends, one plan: %s",
          "In praise of %s",
          "Notes on %s");
  private static final List<String> PLAY_POSTS =
      List.of(
          "The design of %s, told by its makers",
          "Why %s is still the best of its kind",
          "100 hours of %s: a review",
          "%s for people with no time",
          "The soundtrack of %s, track by track");
  private static final List<String> QUESTIONS =
      List.of(
          "Help with %s, please",
          "Show and tell: %s",
          "Is it just me, or is %s getting harder?",
          "What do you wish you had known about %s?",
          "Beginner question about %s",
          "Unpopular opinion on %s",
          "My first attempt at %s",
          "Where do you start with %s?",
          "Weekly thread: %s",
          "Finally happy with %s");
  private static final List<String> PLAY_QUESTIONS =
      List.of(
          "Stuck in the third chapter of %s",
          "Looking for a partner in %s",
          "My fastest run of %s so far",
          "%s: which ending did you get?",
          "Tips for the last boss of %s?",
          "Patch notes for %s are out",
          "Fan art: %s");
  private static final List<String> ADJECTIVES =
      List.of(
          "Hollow",
          "Crimson",
          "Silent",
          "Paper",
          "Clockwork",
          "Drowned",
          "Emerald",
          "Wandering",
          "Little",
          "Frozen",
          "Gilded",
          "Midnight",
          "Rusty",
          "Velvet",
          "Hidden",
          "Salt",
          "Amber",
          "Feral",
          "Lost",
          "Thirteenth");
  private static final List<String> PATTERNS =
      List.of("%s %s", "The %s %s", "%s %s: Origins", "%s %s Deluxe", "Beyond the %s %s");

  private static final Pattern GAME_NUMBER = Pattern.compile(" \\d+$");
  private static final Pattern PART = Pattern.compile(", part \\d+$");
  private static final int ATTEMPTS = 8;
  private static final String BUILD_POST = "How we cut our build from %d minutes to %d";

  private final Set<String> used = new HashSet<>();
  private final Set<String> usedIds = new HashSet<>();

  String blogPost(Topic topic, RandomGenerator random) {
    return fresh(() -> blogPostTitle(topic, random));
  }

  String communityPost(Topic topic, RandomGenerator random) {
    List<String> patterns = topic.field() == Topic.Field.PLAY ? PLAY_QUESTIONS : QUESTIONS;
    return fresh(() -> capital(pick(patterns, random).formatted(subject(topic, random))));
  }

  /** A community post about a certain game. */
  String about(String game, RandomGenerator random) {
    return fresh(() -> pick(PLAY_QUESTIONS, random).formatted(game));
  }

  String game(Topic topic, RandomGenerator random) {
    return fresh(() -> gameName(topic, random));
  }

  /** The title of what comes after an item with that title. */
  String sequel(Kind kind, String title) {
    return kind == Kind.GAME
        ? numbered(GAME_NUMBER.matcher(title).replaceFirst(""), " %d")
        : numbered(PART.matcher(title).replaceFirst(""), ", part %d");
  }

  /** An id a person can read, made from a title. */
  String id(String title) {
    String slug =
        title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    String id = slug;
    for (int i = 2; !usedIds.add(id); i++) {
      id = slug + "-" + i;
    }
    return id;
  }

  private static String subject(Topic topic, RandomGenerator random) {
    return topic.field() == Topic.Field.PLAY
        ? gameName(topic, random)
        : pick(topic.subjects(), random);
  }

  private static String gameName(Topic topic, RandomGenerator random) {
    return pick(PATTERNS, random)
        .formatted(pick(ADJECTIVES, random), pick(topic.subjects(), random));
  }

  private static String blogPostTitle(Topic topic, RandomGenerator random) {
    if (topic.tag().equals("build-tools") && random.nextInt(4) == 0) {
      return BUILD_POST.formatted(15 + 5 * random.nextInt(6), 2 + random.nextInt(8));
    }
    List<String> patterns =
        switch (topic.field()) {
          case SOFTWARE -> SOFTWARE_POSTS;
          case PLAY -> PLAY_POSTS;
          case MAKING, OUTDOORS, CULTURE -> LIFE_POSTS;
        };
    return capital(pick(patterns, random).formatted(subject(topic, random)));
  }

  private String fresh(Supplier<String> titles) {
    String title = titles.get();
    for (int i = 0; i < ATTEMPTS && used.contains(title); i++) {
      title = titles.get();
    }
    return used.add(title) ? title : numbered(title, ", part %d");
  }

  private String numbered(String title, String suffix) {
    int part = 2;
    while (!used.add(title + suffix.formatted(part))) {
      part++;
    }
    return title + suffix.formatted(part);
  }

  private static String capital(String title) {
    return title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1);
  }

  private static <T> T pick(List<T> list, RandomGenerator random) {
    return list.get(random.nextInt(list.size()));
  }
}
