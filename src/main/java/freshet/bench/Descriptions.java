package freshet.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a site would say about the items of a {@link Workload}: one of three content types, up to
 * four tags by Zipf's law, a category and an author, ages spread over a quarter of a year. Follows
 * from the seed.
 */
public final class Descriptions {
  private static final String[] TYPES = {"article", "video", "post"};
  private static final int TAGS = 200;
  private static final int TAGS_OF_ITEM = 4;
  private static final int CATEGORIES = 20;
  private static final int AUTHORS = 500;
  private static final Duration OLDEST = Duration.ofDays(90);

  private final RandomGenerator random;
  private final Zipf tags = new Zipf(TAGS, 1);
  private final Instant now;

  /**
   * @param now when the youngest may have been created
   */
  public Descriptions(long seed, Instant now) {
    this.random = new SplittableRandom(seed);
    this.now = now;
  }

  /** All words of content that an item may have, as models spell them. */
  public static List<String> words() {
    return Stream.of(
            Stream.of(TYPES).map(type -> "type:" + type),
            numbered("category:category-", CATEGORIES),
            numbered("author:author-", AUTHORS),
            numbered("tag:tag-", TAGS))
        .flatMap(words -> words)
        .toList();
  }

  private static Stream<String> numbered(String name, int count) {
    return IntStream.range(0, count).mapToObj(number -> name + number);
  }

  /** The next item as a line of JSON, as the API takes it. */
  public String line(int rank) {
    Set<String> carried = new LinkedHashSet<>();
    for (int i = 0; i < TAGS_OF_ITEM; i++) {
      carried.add("\"tag-" + tags.draw(random) + "\"");
    }
    return String.format(
        Locale.ROOT,
        "{\"item\":\"%s\",\"type\":\"%s\",\"title\":\"What number %d is about\",\"tags\":[%s],"
            + "\"category\":\"category-%d\",\"author\":\"author-%d\",\"created\":%d}",
        Workload.item(rank),
        TYPES[random.nextInt(TYPES.length)],
        rank,
        carried.stream().collect(Collectors.joining(",")),
        random.nextInt(CATEGORIES),
        random.nextInt(AUTHORS),
        now.minusSeconds(random.nextLong(OLDEST.toSeconds())).toEpochMilli());
  }
}
