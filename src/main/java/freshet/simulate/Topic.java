package freshet.simulate;

import java.util.List;
import java.util.Locale;

/**
 * What items are about and readers have a taste for.
 *
 * @param tag the tag items bear
 * @param field the wider field, which is the category of an item and decides how titles sound
 * @param subjects what titles speak of
 */
record Topic(String tag, Field field, List<String> subjects) {
  /** A wide field; the category of an item. */
  enum Field {
    SOFTWARE,
    MAKING,
    OUTDOORS,
    CULTURE,
    PLAY;

    String category() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static final List<Topic> ALL =
      List.of(
          software("rust", "the borrow checker", "async Rust", "our Rust rewrite", "cargo"),
          software("java", "virtual threads", "the garbage collector", "records", "our JVM"),
          software("python", "type hints", "our Python monolith", "asyncio", "notebooks"),
          software("databases", "Postgres", "a slow query", "our indexes", "SQLite"),
          software("streaming", "Kafka", "exactly-once delivery", "backpressure", "our event log"),
          software("kubernetes", "our cluster", "Helm charts", "rolling updates", "autoscaling"),
          software("testing", "flaky tests", "property-based testing", "our test suite", "mocks"),
          software("web-design", "CSS grid", "dark mode", "our design system", "web fonts"),
          software("security", "passkeys", "our threat model", "dependency updates", "phishing"),
          software("machine-learning", "embeddings", "our recommender", "small models", "labels"),
          software("build-tools", "our build", "Maven", "continuous integration", "monorepos"),
          software("linux", "systemd", "an old laptop", "the command line", "file systems"),
          making("gardening", "tomatoes", "raised beds", "compost", "a balcony garden"),
          making("baking", "sourdough", "croissants", "rye bread", "a cast-iron oven"),
          making("cooking", "one-pot dinners", "fermented chili", "broth", "knife skills"),
          making("woodworking", "dovetail joints", "a workbench", "hand planes", "oak shelves"),
          making("knitting", "sock heels", "lace shawls", "leftover yarn", "cables"),
          making("electronics", "soldering", "a weather station", "retro keyboards", "sensors"),
          making("coffee", "espresso", "home roasting", "pour-over", "a hand grinder"),
          making("home-repair", "old windows", "a dripping tap", "plaster walls", "insulation"),
          outdoors("hiking", "the Alps", "a weekend pack", "trail shoes", "rainy ridges"),
          outdoors("cycling", "gravel roads", "commuting by bike", "tubeless tyres", "hill climbs"),
          outdoors("running", "a first marathon", "slow miles", "trail races", "winter training"),
          outdoors("photography", "street portraits", "film cameras", "the blue hour", "macro"),
          outdoors("birdwatching", "owls", "garden feeders", "the spring migration", "warblers"),
          outdoors("camping", "wild camping", "a two-person tent", "campfire meals", "hammocks"),
          outdoors(
              "astronomy", "the Orion nebula", "a small telescope", "meteor showers", "Saturn"),
          culture("books", "short novels", "science fiction", "rereading", "the library"),
          culture("music", "the cello", "bedroom recordings", "vinyl", "practising scales"),
          culture("history", "Roman roads", "old maps", "the spice trade", "medieval kitchens"),
          culture("languages", "Portuguese", "irregular verbs", "learning by radio", "Kanji"),
          culture("travel", "night trains", "Lisbon", "travelling light", "ferry routes"),
          culture("film", "silent films", "film noir", "sound design", "a home cinema"),
          play("roguelike", "Crypt", "Delve", "Permadeath", "Dungeon"),
          play("chess", "Gambit", "Endgame", "Rook", "Zugzwang"),
          play("strategy", "Empires", "Frontier", "Dominion", "Outpost"),
          play("puzzle", "Cipher", "Labyrinth", "Prism", "Tangram"),
          play("platformer", "Leap", "Skyline", "Springs", "Rooftops"),
          play("farming-sim", "Meadow", "Harvest", "Orchard", "Homestead"),
          play("racing", "Drift", "Apex", "Grand Tour", "Slipstream"),
          play("deckbuilder", "Arcana", "Tarot", "Spellbook", "Wager"),
          play("space", "Nebula", "Orbit", "Perihelion", "Starfall"));

  private static Topic software(String tag, String... subjects) {
    return new Topic(tag, Field.SOFTWARE, List.of(subjects));
  }

  private static Topic making(String tag, String... subjects) {
    return new Topic(tag, Field.MAKING, List.of(subjects));
  }

  private static Topic outdoors(String tag, String... subjects) {
    return new Topic(tag, Field.OUTDOORS, List.of(subjects));
  }

  private static Topic culture(String tag, String... subjects) {
    return new Topic(tag, Field.CULTURE, List.of(subjects));
  }

  private static Topic play(String tag, String... subjects) {
    return new Topic(tag, Field.PLAY, List.of(subjects));
  }
}
