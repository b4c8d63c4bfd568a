package freshet.http.exchange;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Percent-encoding as RFC 3986 defines it, over UTF-8, without mercy: a lenient decoder would turn
 * two different ids into the same one.
 */
final class PercentEncoding {
  private PercentEncoding() {}

  /** Decodes a part of a query, where a plus sign is a space. */
  static String decodeQuery(String raw) {
    return decode(raw.replace('+', ' '));
  }

  /**
   * Decodes a part of an address.
   *
   * @throws IllegalArgumentException with the reason, if it is not percent-encoded UTF-8
   */
  static String decode(String raw) {
    if (raw.indexOf('%') < 0) {
      return raw;
    }
    byte[] source = raw.getBytes(StandardCharsets.UTF_8);
    ByteBuffer decoded = ByteBuffer.allocate(source.length);
    for (int i = 0; i < source.length; i++) {
      if (source[i] == '%') {
        decoded.put((byte) (hex(source, i + 1) << 4 | hex(source, i + 2)));
        i += 2;
      } else {
        decoded.put(source[i]);
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("the percent-encoded bytes are not UTF-8", e);
    }
  }

  private static int hex(byte[] source, int at) {
    int digit = at < source.length ? Character.digit(source[at], 16) : -1;
    if (digit < 0) {
      throw new IllegalArgumentException("a % is not followed by two hexadecimal digits");
    }
    return digit;
  }
}
