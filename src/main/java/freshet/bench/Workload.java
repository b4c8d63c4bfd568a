package freshet.bench;

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
 * An endless sequence of interactions that follows from a seed: items by Zipf's law, users all
 * alike, mostly views. Event time begins where one says and goes on by 40 µs an event, as at 25,000
 * events/s.
 */
public final class Workload {
  private static final long NANOS_BETWEEN = 40_000;

  /** Of a hundred interactions. */
  private static final List<String> TYPES =
      List.of("play", "play", "play", "like", "like", "like", "bookmark", "bookmark", "dislike");

  private static final String ORDINARY = "view";

  private final Shape shape;
  private final RandomGenerator random;
  private final Instant begin;
  private final Zipf items;
  private final RecentItems recent;
  private long number;
  private long predecessors;

  /**
   * How large the site is.
   *
   * @param users how many, each as active as the next: the hardest case for every cache
   * @param items how many
   * @param exponent of Zipf's law
   */
  public record Shape(int users, int items, double exponent) {
    /** A catalogue of 10,000 items and 100,000 users. */
    public static final Shape DEFAULT = new Shape(100_000, 10_000, 1);
  }

  /**
   * @param begin event time of the first
   */
  public Workload(Shape shape, long seed, Instant begin) {
    this.shape = shape;
    this.random = new SplittableRandom(seed);
    this.begin = begin;
    this.items = new Zipf(shape.items(), shape.exponent());
    this.recent = new RecentItems(shape.users());
  }

  /** The next interaction; its id is one that no other has. */
  public Interaction next() {
    EventId id = new EventId("%016x".formatted(scatter(number)));
    Instant time = begin.plusNanos(NANOS_BETWEEN * number);
    number++;
    int user = random.nextInt(shape.users());
    int item = items.draw(random);
    predecessors += recent.touch(user, item);
    return Interaction.of(id, user(user), item(item), type(random.nextInt(100)), time);
  }

  /**
   * How many predecessors all interactions so far had together: distinct items their users had
   * touched before, of the last ten.
   */
  public long predecessors() {
    return predecessors;
  }

  /** The user with a number, from 0. */
  public static UserId user(int number) {
    return new UserId("user-" + number);
  }

  /** The item of a rank, from 0, the most popular. */
  public static ItemId item(int rank) {
    return new ItemId("item-" + rank);
  }

  private static InteractionType type(int lot) {
    String name = lot < TYPES.size() ? TYPES.get(lot) : ORDINARY;
    return InteractionTypes.builtIn().find(name).orElseThrow();
  }

  /** Ids of real events do not compress as counted ones would (the finaliser of MurmurHash3). */
  private static long scatter(long n) {
    long mixed = (n ^ (n >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
