package freshet.recommend;

import freshet.event.ItemId;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.IntStream;

/**
 * The items that a sequence of slates has shown, by {@value #BITS} bits of a hash of each: what was
 * shown is always known again, and one item in some thousands is taken for one of them although it
 * was not. Immutable.
 */
public final class Shown {
  /** Bits of a hash. */
  public static final int BITS = 24;

  /** How many items are remembered at most. */
  public static final int MAX_SIZE = 2_000;

  /** Nothing was shown yet. */
  public static final Shown NOTHING = new Shown(new int[0]);

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private final int[] hashes;

  private Shown(int[] hashes) {
    this.hashes = hashes;
  }

  /**
   * What is known by these hashes.
   *
   * @param hashes ascending, none twice, each of {@value #BITS} bits, at most {@value #MAX_SIZE}
   */
  public static Shown of(int[] hashes) {
    if (hashes.length > MAX_SIZE) {
      throw new IllegalArgumentException(
          "there are %d hashes; give at most %d".formatted(hashes.length, MAX_SIZE));
    }
    for (int i = 0; i < hashes.length; i++) {
      if (hashes[i] >>> BITS != 0 || (i > 0 && hashes[i] <= hashes[i - 1])) {
        throw new IllegalArgumentException(
            "hash %d is out of range or order; give them ascending, of %d bits".formatted(i, BITS));
      }
    }
    return new Shown(hashes.clone());
  }

  /** Whether an item was shown; now and then it says so of one that was not. */
  public boolean contains(ItemId item) {
    return hashes.length > 0 && Arrays.binarySearch(hashes, hash(item)) >= 0;
  }

  /** These items and some more. */
  public Shown with(Collection<ItemId> more) {
    return new Shown(
        IntStream.concat(IntStream.of(hashes), more.stream().mapToInt(Shown::hash))
            .sorted()
            .distinct()
            .toArray());
  }

  /** How many there are. */
  public int size() {
    return hashes.length;
  }

  public boolean isEmpty() {
    return hashes.length == 0;
  }

  /** The hashes, ascending. */
  public int[] hashes() {
    return hashes.clone();
  }

  /**
   * FNV-1a, its bits mixed as MurmurHash3 ends: it must be the same in every process, for ever, or
   * what was shown before a release would be shown again after it.
   */
  private static int hash(ItemId item) {
    long hash = FNV_OFFSET;
    String id = item.value();
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * FNV_PRIME;
    }
    hash ^= hash >>> 33;
    hash *= 0xff51afd7ed558ccdL;
    hash ^= hash >>> 33;
    hash *= 0xc4ceb9fe1a85ec53L;
    return (int) (hash >>> (Long.SIZE - BITS));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shown shown && Arrays.equals(shown.hashes, hashes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(hashes);
  }

  @Override
  public String toString() {
    return hashes.length + " items";
  }
}
