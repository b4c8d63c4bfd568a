package freshet.bench.chaos;

import freshet.bench.CommittedTable;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;

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
   * @param rowSum a row from its settled and its recent part, as they are stored; which part holds
   *     what depends on the moment, only their sum does not
   */
  static StateDigest read(
      String bootstrapServers, String application, BinaryOperator<byte[]> rowSum) {
    return new StateDigest(
        table(bootstrapServers, application + "-profile-users-changelog"),
        rows(bootstrapServers, application, rowSum),
        table(bootstrapServers, application + "-popularity-counts-changelog"));
  }

  private static Map<String, ByteBuffer> table(String bootstrapServers, String changelog) {
    MessageDigest sha256 = sha256();
    return CommittedTable.read(
        bootstrapServers, changelog, value -> ByteBuffer.wrap(sha256.digest(value)));
  }

  private static Map<String, ByteBuffer> rows(
      String bootstrapServers, String application, BinaryOperator<byte[]> rowSum) {
    MessageDigest sha256 = sha256();
    Map<String, byte[]> settled =
        CommittedTable.read(
            bootstrapServers, application + "-cooccurrence-rows-changelog", bytes -> bytes);
    Map<String, byte[]> recent =
        CommittedTable.read(
            bootstrapServers, application + "-cooccurrence-recent-changelog", bytes -> bytes);
    Set<String> items = new HashSet<>(settled.keySet());
    items.addAll(recent.keySet());
    Map<String, ByteBuffer> rows = new HashMap<>();
    for (String item : items) {
      byte[] row = rowSum.apply(settled.get(item), recent.get(item));
      rows.put(item, ByteBuffer.wrap(sha256.digest(row)));
    }
    return rows;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256; this one is broken", e);
    }
  }
}
