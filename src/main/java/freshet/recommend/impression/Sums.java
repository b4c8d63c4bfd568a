package freshet.recommend.impression;

/**
 * What was shown and what followed, added up over users; immutable. For a group of an experiment it
 * also holds what the variance of a rate needs: who is drawn is the user, and the impressions of
 * one user are not independent of each other. For all else these parts are 0.
 *
 * <p>All sums are of whole numbers, so that adding and taking away in any order is exact.
 *
 * @param users who were shown anything, Σ1
 * @param impressions Σy over users, y being a user's impressions
 * @param squares Σy²
 */
public record Sums(
    long users, long impressions, long squares, Part clicks, Part likes, Part plays) {

  /**
   * The sums of one reaction.
   *
   * @param sum Σx over users, x being a user's items it followed on
   * @param squares Σx²
   * @param products Σx·y
   */
  public record Part(long sum, long squares, long products) {
    static final Part ZERO = new Part(0, 0, 0);

    private static Part plain(long x) {
      return x == 0 ? ZERO : new Part(x, 0, 0);
    }

    private static Part ofUser(long x, long y) {
      return new Part(x, x * x, x * y);
    }

    private Part plus(Part other, int sign) {
      return new Part(
          sum + sign * other.sum, squares + sign * other.squares, products + sign * other.products);
    }
  }

  public static final Sums ZERO = new Sums(0, 0, 0, Part.ZERO, Part.ZERO, Part.ZERO);

  /** Counts that belong to no user in particular. */
  public static Sums plain(Tally tally) {
    return new Sums(
        0,
        tally.impressions(),
        0,
        Part.plain(tally.clicks()),
        Part.plain(tally.likes()),
        Part.plain(tally.plays()));
  }

  /** All that one user adds. */
  public static Sums ofUser(Tally tally) {
    long y = tally.impressions();
    return new Sums(
        1,
        y,
        y * y,
        Part.ofUser(tally.clicks(), y),
        Part.ofUser(tally.likes(), y),
        Part.ofUser(tally.plays(), y));
  }

  public Sums plus(Sums other) {
    return plus(other, 1);
  }

  public Sums minus(Sums other) {
    return plus(other, -1);
  }

  private Sums plus(Sums other, int sign) {
    return new Sums(
        users + sign * other.users,
        impressions + sign * other.impressions,
        squares + sign * other.squares,
        clicks.plus(other.clicks, sign),
        likes.plus(other.likes, sign),
        plays.plus(other.plays, sign));
  }

  /** The part of one reaction. */
  public Part of(Reaction reaction) {
    return switch (reaction) {
      case CLICK -> clicks;
      case LIKE -> likes;
      case PLAY -> plays;
    };
  }
}
