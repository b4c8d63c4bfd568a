package freshet.recommend.impression;

/**
 * How many items were shown, and on how many of them each reaction followed; immutable.
 *
 * @param impressions items of slates that were shown
 * @param clicks how many of them were viewed
 * @param likes how many of them were liked
 * @param plays how many of them were played
 */
public record Tally(long impressions, long clicks, long likes, long plays) {
  public static final Tally ZERO = new Tally(0, 0, 0, 0);

  /** One item that was shown. */
  public static final Tally IMPRESSION = new Tally(1, 0, 0, 0);

  private static final Tally CLICK = new Tally(0, 1, 0, 0);
  private static final Tally LIKE = new Tally(0, 0, 1, 0);
  private static final Tally PLAY = new Tally(0, 0, 0, 1);

  /** One reaction. */
  public static Tally of(Reaction reaction) {
    return switch (reaction) {
      case CLICK -> CLICK;
      case LIKE -> LIKE;
      case PLAY -> PLAY;
    };
  }

  public Tally plus(Tally other) {
    return new Tally(
        impressions + other.impressions,
        clicks + other.clicks,
        likes + other.likes,
        plays + other.plays);
  }
}
