package freshet.recommend.experiment;

import freshet.event.UserId;

/**
 * A number from 0 to below 1 that is drawn once and for all for a user under a name: evenly spread
 * over users, and independent of the numbers drawn under other names.
 *
 * <p>The two names are hashed by FNV-1a and joined between two rounds of the mixing function of
 * splitmix64 (Stafford's variant 13; Steele, Lea and Flood, OOPSLA 2014). Nothing is stored: every
 * instance draws the same, whenever it is asked.
 */
public final class Lot {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final double UNIT = 0x1.0p-53;

  private Lot() {}

  /** The number of a user. */
  public static double of(String name, UserId user) {
    return (mixed(mixed(hash(name)) ^ hash(user.value())) >>> 11) * UNIT;
  }

  private static long hash(String text) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return hash;
  }

  private static long mixed(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
