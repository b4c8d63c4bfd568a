package freshet.simulate;

import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** One reader's run of interactions: finds an item, reads or plays it, and is led to the next. */
final class Visit {
  private static final double FOLLOWS_ON = 0.4;
  private static final double STAYS = 0.82;
  private static final double RETURNS_TO_A_GAME = 0.1;
  private static final double CURIOSITY = 0.06;

  private final Reader reader;
  private final String session;
  private final Press press;
  private final RandomGenerator random;
  private Optional<Publication> last = Optional.empty();
  private boolean over;

  Visit(Reader reader, Press press, RandomGenerator random) {
    this.reader = reader;
    this.session = reader.arrive();
    this.press = press;
    this.random = random;
  }

  String session() {
    return session;
  }

  Reader reader() {
    return reader;
  }

  /** The next item the reader turns to; empty when the visit is over. */
  Optional<Publication> next(Instant time) {
    if (over || (last.isPresent() && random.nextDouble() > STAYS)) {
      over = true;
      return Optional.empty();
    }
    last = followOn(time).or(() -> browse(time));
    over = last.isEmpty();
    return last;
  }

  private Optional<Publication> followOn(Instant time) {
    Draw<Publication> draw = new Draw<>(random);
    if (last.isPresent() && random.nextDouble() < FOLLOWS_ON) {
      for (Publication related : last.get().related()) {
        if (related.existsAt(time) && !reader.hasSeen(related)) {
          draw.offer(related, related.pull(time));
        }
      }
    }
    return draw.drawn();
  }

  private Optional<Publication> browse(Instant time) {
    Draw<Publication> draw = new Draw<>(random);
    boolean curious = random.nextDouble() < CURIOSITY;
    for (int topic = 0; topic < Topic.ALL.size(); topic++) {
      double interest = curious ? 1 : reader.taste(topic);
      if (interest > 0) {
        for (Publication publication : press.about(topic)) {
          draw.offer(publication, interest * chance(publication, time));
        }
      }
    }
    return draw.drawn();
  }

  private double chance(Publication publication, Instant time) {
    if (!publication.existsAt(time) || last.filter(publication::equals).isPresent()) {
      return 0;
    }
    return publication.pull(time) * reader.inclination(publication.kind()) * again(publication);
  }

  private double again(Publication publication) {
    if (!reader.hasSeen(publication)) {
      return 1;
    }
    return publication.kind() == Kind.GAME ? RETURNS_TO_A_GAME : 0;
  }
}
