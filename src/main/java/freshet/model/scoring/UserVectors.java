package freshet.model.scoring;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import freshet.recommend.UserHistory;
import freshet.recommend.UserHistory.Touch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Vectors of users, kept while nothing they are made of changes: for those who page on or reload.
 *
 * <p>A history is known by 128 bits of all its interactions that count, so that an entry takes the
 * same room whatever is in it. What is as good as unchanged counts as unchanged: time, as long as
 * the newest interaction has not become twice as old, and the vectors of the items, for a minute.
 */
final class UserVectors {
  private static final Duration KEPT = Duration.ofMinutes(1);
  private static final int AGES = 64;

  private final Cache<Key, Optional<float[]>> cache;

  /**
   * @param users how many vectors are kept at most; 0 keeps none
   */
  UserVectors(int users) {
    this.cache = Caffeine.newBuilder().maximumSize(users).expireAfterWrite(KEPT).build();
  }

  /**
   * What a vector depends on.
   *
   * @param model checksum of the artifact
   * @param one half of the history's fingerprint
   * @param other the other half
   * @param age how often the age of the newest interaction in seconds can be halved
   */
  private record Key(String model, long one, long other, int age) {}

  /** The vector of a user; see {@link ServingModel#user}. */
  Optional<float[]> of(ServingModel model, UserHistory history, Instant now) {
    Key key = key(model, history, now);
    Optional<float[]> known = cache.getIfPresent(key);
    if (known != null) {
      return known;
    }
    // Not computed within the cache: threads would wait for each other's histories there.
    Optional<float[]> made = model.user(history, now);
    cache.put(key, made);
    return made;
  }

  private static Key key(ServingModel model, UserHistory history, Instant now) {
    List<Touch> touches = model.counting(history);
    long one = touches.size();
    long other = ~one;
    for (Touch touch : touches) {
      long time = touch.time().getEpochSecond();
      one = mixed(text(touch.item().value(), one) + touch.type().name().hashCode()) + time;
      other = text(touch.type().name(), text(touch.item().value(), mixed(other ^ time)));
    }
    long age = touches.isEmpty() ? 0 : Duration.between(touches.get(0).time(), now).toSeconds();
    return new Key(
        model.manifest().sha256(),
        mixed(one),
        mixed(other),
        AGES - Long.numberOfLeadingZeros(Math.max(0, age)));
  }

  private static long text(String text, long hash) {
    long result = hash;
    for (int i = 0; i < text.length(); i++) {
      result = (result ^ text.charAt(i)) * 0x9E3779B97F4A7C15L;
      result ^= result >>> 32;
    }
    return mixed(result + text.length());
  }

  /**
   * The last steps of SplittableRandom (Steele, Lea and Flood 2014): every bit moves all others.
   */
  private static long mixed(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
