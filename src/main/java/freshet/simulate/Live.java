package freshet.simulate;

import freshet.simulate.Happening.Interacted;
import freshet.simulate.Happening.ItemBorn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.random.RandomGenerator;

/** The endless stream of happenings from the present on. */
final class Live implements Iterator<Happening> {
  private static final int FEWEST_PRESENT = 20;
  private static final int SECONDS_PER_EVENT = 10;
  private static final double NANOS = 1e9;

  /** A reader who is present, and what they have yet to do with the item before them. */
  private static final class Presence {
    private final Visit visit;
    private final Queue<Encounter.Step> steps = new ArrayDeque<>();
    private Publication before;

    Presence(Visit visit) {
      this.visit = visit;
    }
  }

  private final Press press;
  private final Crowd crowd;
  private final RandomGenerator random;
  private final EventIds ids;
  private final Pace pace;
  private final List<Presence> present = new ArrayList<>();
  private Instant time;
  private Instant nextBirth;

  Live(Press press, Crowd crowd, RandomGenerator random, EventIds ids, Instant now, Pace pace) {
    this.press = press;
    this.crowd = crowd;
    this.random = random;
    this.ids = ids;
    this.pace = pace;
    time = now;
    nextBirth = after(now, pace.betweenBirths());
    double wanted = Math.max(FEWEST_PRESENT, pace.eventsPerSecond() * SECONDS_PER_EVENT);
    int size = (int) Math.max(1, Math.min(wanted, crowd.size() / 4.0));
    for (int i = 0; i < size; i++) {
      present.add(arrival());
    }
  }

  @Override
  public boolean hasNext() {
    return true;
  }

  @Override
  public Happening next() {
    time = after(time, Duration.ofNanos(Math.round(NANOS / pace.eventsPerSecond())));
    if (!nextBirth.isAfter(time)) {
      Instant born = nextBirth;
      nextBirth = after(born, pace.betweenBirths());
      return new ItemBorn(press.publish(born).item());
    }
    int who = random.nextInt(present.size());
    while (true) {
      Optional<Interacted> done = act(present.get(who));
      if (done.isPresent()) {
        return done.get();
      }
      present.set(who, arrival());
    }
  }

  private Optional<Interacted> act(Presence presence) {
    Visit visit = presence.visit;
    if (presence.steps.isEmpty()) {
      Optional<Publication> next = visit.next(time);
      if (next.isEmpty()) {
        visit.reader().leave(time);
        return Optional.empty();
      }
      presence.before = next.get();
      presence.steps.addAll(Encounter.of(visit.reader(), next.get(), random).steps());
      visit.reader().sees(next.get());
    }
    return Optional.of(ids.interaction(visit, presence.before, presence.steps.remove(), time));
  }

  private Presence arrival() {
    Reader reader = crowd.next(time, random);
    return new Presence(new Visit(reader, press, random));
  }

  private Instant after(Instant from, Duration mean) {
    return from.plusNanos(Math.round(mean.toNanos() * Reader.exponential(random)));
  }
}
