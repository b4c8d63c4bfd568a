package freshet.simulate;

import freshet.event.Item;
import freshet.simulate.Happening.Interacted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A generated catalogue of blog posts, community posts and games, and an audience with tastes: what
 * readers turn to depends on their tastes, on how good and how new an item is, and on what they
 * have just read. The same seed, time and size give the same world, and the same calls the same
 * happenings. Not safe for use by several threads.
 */
public final class World implements Audience {
  /**
   * How large a world is.
   *
   * @param items in the catalogue at the start, at least 1
   * @param readers in the audience, at least 1
   */
  public record Size(int items, int readers) {
    /** 600 items and 2,000 readers. */
    public static final Size DEFAULT = new Size(600, 2000);

    public Size {
      if (items < 1 || readers < 1) {
        throw new IllegalArgumentException(
            "%d items and %d readers; give at least one of each".formatted(items, readers));
      }
    }
  }

  private static final Duration CATALOGUE_AGE = Duration.ofDays(60);
  private static final Duration BACKLOG_AGE = Duration.ofDays(30);
  private static final Duration LAST_ARRIVAL = Duration.ofMinutes(20);
  private static final double TYPICAL_EVENTS = 7;
  private static final double LOOKS_FURTHER = 0.85;
  private static final double TEMPTED = 0.6;
  private static final double SEEN_BEFORE = 0.05;

  private final Instant now;
  private final Press press;
  private final Crowd crowd;
  private final List<Item> items = new ArrayList<>();
  private final RandomGenerator backlogRandom;
  private final RandomGenerator liveRandom;
  private final RandomGenerator reactRandom;
  private final EventIds eventIds;
  private final EventIds reactionIds;

  /**
   * Makes a world.
   *
   * @param random the seed of everything; a few numbers are taken from it, now
   * @param now the present: the catalogue and the backlog lie before it, the live stream after
   */
  public World(RandomGenerator random, Instant now, Size size) {
    this.now = now;
    eventIds = new EventIds(now, "event");
    reactionIds = new EventIds(now, "reaction");
    press = new Press(new SplittableRandom(random.nextLong()));
    crowd = new Crowd(size.readers(), new SplittableRandom(random.nextLong()));
    RandomGenerator births = new SplittableRandom(random.nextLong());
    backlogRandom = new SplittableRandom(random.nextLong());
    liveRandom = new SplittableRandom(random.nextLong());
    reactRandom = new SplittableRandom(random.nextLong());
    births
        .longs(size.items(), now.minus(CATALOGUE_AGE).toEpochMilli(), now.toEpochMilli())
        .sorted()
        .forEach(time -> items.add(press.publish(Instant.ofEpochMilli(time)).item()));
  }

  /** The catalogue at the start, the oldest item first. */
  public List<Item> items() {
    return List.copyOf(items);
  }

  /** The names of all readers, the most active first. */
  public List<String> readers() {
    return crowd.names();
  }

  /**
   * What a reader likes: weight by tag, the sum is 1.
   *
   * @return empty for somebody who is not of this world
   */
  public Map<String, Double> tastes(String user) {
    return crowd.find(user).map(Reader::tastes).orElse(Map.of());
  }

  /**
   * What happened in the 30 days before the present, in time order. To be asked for once, before
   * the live stream, since readers remember what they have seen.
   *
   * @param interactions how many
   */
  public List<Interacted> backlog(int interactions) {
    List<Interacted> all = new ArrayList<>();
    Instant last = now.minus(LAST_ARRIVAL);
    Instant arrival = now.minus(BACKLOG_AGE);
    for (int visits = 1; all.size() < interactions; visits++) {
      double perVisit = (all.size() + TYPICAL_EVENTS) / visits;
      double visitsToCome = Math.max(1, (interactions - all.size()) / perVisit);
      double gap = Duration.between(arrival, last).toMillis() / visitsToCome;
      arrival = arrival.plusMillis(1 + Math.round(gap * Reader.exponential(backlogRandom)));
      arrival = arrival.isAfter(last) ? last : arrival;
      visit(arrival, all);
    }
    all.sort(Comparator.comparing(Interacted::time));
    return List.copyOf(all.subList(0, interactions));
  }

  private void visit(Instant arrival, List<Interacted> all) {
    Visit visit = new Visit(crowd.next(arrival, backlogRandom), press, backlogRandom);
    Instant time = arrival;
    Optional<Publication> next = visit.next(time);
    while (next.isPresent() && time.isBefore(now)) {
      visit.reader().sees(next.get());
      Encounter encounter = Encounter.of(visit.reader(), next.get(), backlogRandom);
      for (Encounter.Step step : encounter.steps()) {
        Instant at = time.plus(step.after());
        if (at.isBefore(now)) {
          all.add(eventIds.interaction(visit, next.get(), step, at));
        }
      }
      time = time.plus(encounter.lasts());
      next = visit.next(time);
    }
    visit.reader().leave(time);
  }

  /**
   * What happens from the present on, without end: interactions and, now and then, a new item.
   * Times rise from the present at the given pace, whatever the clock says: whoever sends in real
   * time waits for each.
   */
  public Iterator<Happening> live(Pace pace) {
    return new Live(press, crowd, liveRandom, eventIds, now, pace);
  }

  @Override
  public List<Interacted> react(String user, List<String> slate, Instant time) {
    return crowd.find(user).map(reader -> react(reader, slate, time)).orElse(List.of());
  }

  private List<Interacted> react(Reader reader, List<String> slate, Instant time) {
    for (String shown : slate) {
      Optional<Publication> tempting = press.find(shown).filter(it -> tempts(reader, it, time));
      if (tempting.isPresent()) {
        return reaction(reader, tempting.get(), time);
      }
      if (reactRandom.nextDouble() > LOOKS_FURTHER) {
        return List.of();
      }
    }
    return List.of();
  }

  private boolean tempts(Reader reader, Publication publication, Instant time) {
    double newness = reader.hasSeen(publication) ? SEEN_BEFORE : 1;
    double freshness = 0.5 + 0.5 * publication.freshness(time);
    return reactRandom.nextDouble() < TEMPTED * reader.appeal(publication) * freshness * newness;
  }

  private List<Interacted> reaction(Reader reader, Publication publication, Instant time) {
    Visit visit = new Visit(reader, press, reactRandom);
    reader.sees(publication);
    reader.leave(time);
    return Encounter.of(reader, publication, reactRandom).steps().stream()
        .map(step -> reactionIds.interaction(visit, publication, step, time.plus(step.after())))
        .toList();
  }
}
