package freshet.http.slate;

import freshet.event.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Text from anywhere is a cursor, or is refused; with and without a good shell around it. */
public final class CursorFuzz {
  private CursorFuzz() {}

  /** One attempt of the fuzzer. */
  public static void fuzzerTestOneInput(byte[] data) {
    read(new String(data, StandardCharsets.ISO_8859_1));
    read(Base64.getUrlEncoder().withoutPadding().encodeToString(data));
  }

  private static void read(String text) {
    try {
      Cursor.read(text);
    } catch (InvalidInputException refused) {
      // So it should be.
    }
  }
}
