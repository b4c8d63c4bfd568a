package freshet.http.slate;

import freshet.event.InvalidInputException;
import freshet.recommend.Shown;
import freshet.recommend.Slate;
import freshet.recommend.SlateItem;
import freshet.recommend.SlateRequest;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Where a sequence of slates goes on, as callers carry it: what it has shown so far, in about three
 * characters an item. The server remembers nothing, so a cursor outlives restarts and is understood
 * by every instance. It is not signed: who forges one withholds items from themselves.
 *
 * <p>Base64 of a version, the number of hashes, their {@link RiceCode}, and a checksum against
 * cursors that were cut off.
 */
final class Cursor {
  private static final byte VERSION = 1;
  private static final int HEADER = Byte.BYTES + Short.BYTES;
  private static final int CHECKSUM = Short.BYTES;
  private static final int MAX_LENGTH = 8_000;

  private Cursor() {}

  /**
   * What was shown before.
   *
   * @throws InvalidInputException if it is no cursor of this release or an older one
   */
  static Shown read(String text) {
    try {
      if (text.length() > MAX_LENGTH) {
        throw new IllegalArgumentException("it is too long");
      }
      return read(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      InvalidInputException invalid =
          new InvalidInputException(
              "cursor",
              "cannot be read; give the one of the answer before as it is, or none to begin anew");
      invalid.initCause(e);
      throw invalid;
    }
  }

  private static Shown read(byte[] bytes) {
    if (bytes.length < HEADER + CHECKSUM || bytes[0] != VERSION) {
      throw new IllegalArgumentException("it is too short, or of another version");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int end = bytes.length - CHECKSUM;
    if (buffer.getShort(end) != checksum(bytes, end)) {
      throw new IllegalArgumentException("its checksum is another");
    }
    int count = buffer.getShort(1);
    if (count < 0 || count > Shown.MAX_SIZE) {
      throw new IllegalArgumentException("it holds " + count + " items");
    }
    byte[] code = new byte[end - HEADER];
    buffer.get(HEADER, code);
    return Shown.of(RiceCode.read(code, count));
  }

  /** The text that {@link #read(String)} understands. */
  static String write(Shown shown) {
    byte[] code = RiceCode.write(shown.hashes());
    ByteBuffer buffer = ByteBuffer.allocate(HEADER + code.length + CHECKSUM);
    buffer.put(VERSION).putShort((short) shown.size()).put(code);
    buffer.putShort(checksum(buffer.array(), buffer.position()));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(buffer.array());
  }

  private static short checksum(byte[] bytes, int length) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes, 0, length);
    return (short) checksum.getValue();
  }

  /**
   * Where to go on after a slate; nowhere if it is the last. A slate that is shorter than it should
   * be is the last one, unless something could not be read.
   */
  static Optional<String> after(Slate slate, SlateRequest request) {
    if (slate.items().size() < request.k() && !slate.degraded()) {
      return Optional.empty();
    }
    List<SlateItem> items = slate.items();
    Shown before = request.wishes().shown();
    if (before.size() + items.size() > Shown.MAX_SIZE) {
      return Optional.empty();
    }
    return Optional.of(write(before.with(items.stream().map(SlateItem::item).toList())));
  }
}
