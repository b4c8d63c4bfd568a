package freshet.bench;

import java.io.IOException;
import java.util.Map;
import org.apache.avro.io.DecoderFactory;

/**
 * How many interactions were counted, as it stands committed in the changelog of the popularity
 * counts: what would be restored, whatever dies now.
 */
public final class CountedEvents {
  private static final String CHANGELOG = "-popularity-counts-changelog";

  private CountedEvents() {}

  /**
   * Reads all counts.
   *
   * @param application the {@code application.id} of the topology
   * @return interactions by item
   * @throws FailedBenchException if they cannot be read
   */
  public static Map<String, Long> byItem(String bootstrapServers, String application) {
    return CommittedTable.read(bootstrapServers, application + CHANGELOG, CountedEvents::events);
  }

  /** All of them together. */
  public static long total(String bootstrapServers, String application) {
    return byItem(bootstrapServers, application).values().stream().mapToLong(Long::longValue).sum();
  }

  /** A count begins with a byte that is the version of its layout and the number of events. */
  private static long events(byte[] count) {
    try {
      return DecoderFactory.get().binaryDecoder(count, 1, count.length - 1, null).readLong();
    } catch (IOException e) {
      throw new FailedBenchException("a stored count cannot be read; the release is broken", e);
    }
  }
}
