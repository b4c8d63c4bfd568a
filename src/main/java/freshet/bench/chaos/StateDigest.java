package freshet.bench.chaos;

import freshet.bench.CommittedTable;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;

/**
 * What the stores of a topology hold, as their changelogs have it committed, byte for byte: of each
 * value its SHA-256, since all values of a long run would not fit into memory twice.
 *
 * @param profiles by user
 * @param rows of co-occurrence, by item
 * @param counts of popularity, by item
 */
record StateDigest(
    Map<String, ByteBuffer> profiles,
    Map<String, ByteBuffer> rows,
    Map<String, ByteBuffer> counts) {

  /**
   * Reads the state of an application.
   *
   * @param application its {@code application.id}
   */
  static StateDigest read(String bootstrapServers, String application) {
    return new StateDigest(
        table(bootstrapServers, application + "-profile-users-changelog"),
        table(bootstrapServers, application + "-cooccurrence-rows-changelog"),
        table(bootstrapServers, application + "-popularity-counts-changelog"));
  }

  private static Map<String, ByteBuffer> table(String bootstrapServers, String changelog) {
    MessageDigest sha256 = sha256();
    return CommittedTable.read(
        bootstrapServers, changelog, value -> ByteBuffer.wrap(sha256.digest(value)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256; this one is broken", e);
    }
  }
}
