package freshet.replay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Names content by its SHA-256, cut to 16 hexadecimal digits. */
final class Fingerprint {
  private static final int BYTES = 8;

  private Fingerprint() {}

  /** Of what is in a file; its name and place do not matter. */
  static String of(Path file) {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        digest.update(buffer, 0, length);
      }
    } catch (IOException e) {
      throw new UnreadableLogException(
          "%s cannot be read (%s); check that it exists and may be read"
              .formatted(file, e.getMessage()),
          e);
    }
    return shorten(digest);
  }

  /** Of several texts in this order. */
  static String of(List<String> parts) {
    MessageDigest digest = sha256();
    digest.update(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
    return shorten(digest);
  }

  private static String shorten(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
