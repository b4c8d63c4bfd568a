package freshet.bench.chaos;

import freshet.bench.FailedBenchException;
import freshet.bench.Zipf;
import freshet.event.EventId;
import freshet.event.Interaction;
import freshet.event.InteractionType;
import freshet.event.InteractionTypes;
import freshet.event.ItemId;
import freshet.event.UserId;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * An endless sequence of interactions in which each follows from its number and a seed alone: none
 * has to be kept to be sent again, or to be compared with what a log holds.
 *
 * <p>It has everything that makes state hard to keep right: users whose history and event ids are
 * long full beside many who come seldom, undos, dislikes, and events that arrive late.
 *
 * <p>So that equal events give equal bytes however their effects were grouped on the way, two
 * things are kept out. There are fewer items than a row of neighbours holds: which successors a
 * full row forgets depends on the order in which changes of several partitions reach it. And event
 * time stays between two landmarks of every half-life: sums are rounded where they move to a newer
 * one.
 */
final class NumberedInteractions {
  /** Fewer than the successors that a row keeps. */
  static final int ITEMS = 190;

  private static final int OCCASIONAL_USERS = 50_000;

  /** Who do so much that what is bounded about them is full. */
  private static final int REGULAR_USERS = 32;

  /** Of the events of a lane, one in so many is a regular's. */
  private static final int REGULARS_SHARE = 16;

  private static final double EXPONENT = 0.8;

  /** An hour behind a landmark of the shortest half-life, and far from those of the others. */
  private static final Instant BEGIN = Instant.parse("2026-01-05T01:00:00Z");

  private static final int EVENTS_PER_MILLISECOND = 4;
  private static final int LATE_PERCENT = 3;
  private static final int LATEST_MILLIS = 30_000;
  private static final int SEED_BITS = 40;

  /** What a lot of a hundred draws: the first type up to the first bound, and so on. */
  private static final List<String> TYPES =
      List.of("view", "like", "play", "bookmark", "dislike", "undo-like", "undo-dislike");

  private static final int[] UP_TO = {80, 86, 90, 94, 97, 99, 100};

  private static final String ID_PREFIX = "chaos-";

  private final long seed;
  private final int lanes;
  private final Zipf items = new Zipf(ITEMS, EXPONENT);

  /**
   * @param lanes that it is sent in, a divisor of {@value #REGULAR_USERS}; no two share a user
   */
  NumberedInteractions(long seed, int lanes) {
    if (lanes < 1 || REGULAR_USERS % lanes != 0 || OCCASIONAL_USERS % lanes != 0) {
      throw new IllegalArgumentException("users cannot be shared out evenly to " + lanes);
    }
    this.seed = seed;
    this.lanes = lanes;
  }

  /** How many lanes it is sent in. */
  int lanes() {
    return lanes;
  }

  /** The lane that sends the interaction with a number. */
  int laneOf(long number) {
    return (int) (number % lanes);
  }

  /** The number of an interaction of a lane by its place there; both counted from 0. */
  long number(int lane, long place) {
    return place * lanes + lane;
  }

  /** The interaction with a number, 0 or more. */
  Interaction at(long number) {
    RandomGenerator random = new SplittableRandom((seed << SEED_BITS) + number);
    boolean regular = random.nextInt(REGULARS_SHARE) == 0;
    int among = random.nextInt((regular ? REGULAR_USERS : OCCASIONAL_USERS) / lanes);
    int user = laneOf(number) + lanes * among + (regular ? 0 : REGULAR_USERS);
    int late = random.nextInt(100) < LATE_PERCENT ? random.nextInt(LATEST_MILLIS) : 0;
    return Interaction.of(
        new EventId(ID_PREFIX + number),
        user(user),
        item(items.draw(random)),
        type(random.nextInt(100)),
        BEGIN.plusMillis(number / EVENTS_PER_MILLISECOND - late));
  }

  /** The user with a number, from 0. */
  static UserId user(int number) {
    return new UserId("user-" + number);
  }

  private static InteractionType type(int lot) {
    int place = 0;
    while (lot >= UP_TO[place]) {
      place++;
    }
    return InteractionTypes.builtIn().find(TYPES.get(place)).orElseThrow();
  }

  /** The item of a rank, from 0. */
  static ItemId item(int rank) {
    return new ItemId("item-" + rank);
  }

  /**
   * The number of the interaction with an id.
   *
   * @throws FailedBenchException if none has it
   */
  static long numberOf(String id) {
    try {
      if (id.startsWith(ID_PREFIX)) {
        return Long.parseUnsignedLong(id.substring(ID_PREFIX.length()));
      }
    } catch (NumberFormatException e) {
      // It is reported below, as any other id that was never sent.
    }
    throw new FailedBenchException(
        "the log holds an event with the id %s, which nobody sent; that is a defect to report"
            .formatted(id));
  }
}
