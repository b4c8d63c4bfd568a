package freshet.cooccurrence;

import freshet.event.ItemId;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The item ids that were decoded lately: a row names a hundred items, and another row the same.
 *
 * <p>Bounded: two ids that fall into one place displace each other. For any number of threads.
 */
final class FamiliarIds {
  /** A power of two; with ids of some dozen characters, 5 MB. */
  private static final int PLACES = 1 << 16;

  private static final AtomicReferenceArray<ItemId> KNOWN = new AtomicReferenceArray<>(PLACES);

  private FamiliarIds() {}

  /**
   * The id that some bytes spell in UTF-8.
   *
   * @param hash of the bytes, the same whenever they are
   */
  static ItemId of(byte[] bytes, int from, int to, int hash) {
    int place = Hashes.mixed(hash) & (PLACES - 1);
    ItemId known = KNOWN.getPlain(place);
    if (known != null && isAscii(known.value(), bytes, from, to)) {
      return known;
    }
    ItemId decoded = new ItemId(new String(bytes, from, to - from, StandardCharsets.UTF_8));
    if (isAscii(decoded.value(), bytes, from, to)) {
      KNOWN.setRelease(place, decoded);
    }
    return decoded;
  }

  /** Whether the bytes spell a text, character by byte; any other text is decoded each time. */
  private static boolean isAscii(String text, byte[] bytes, int from, int to) {
    if (text.length() != to - from) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (bytes[i] < 0 || text.charAt(i - from) != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
