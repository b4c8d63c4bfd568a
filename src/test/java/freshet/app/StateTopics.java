package freshet.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * The state of a topology as its changelog topics have it: what it would be restored from.
 *
 * @param topics of its cluster
 */
record StateTopics(TopicReader topics) {
  static final String PROFILES = "freshet-profile-users-changelog";
  static final String ROWS = "freshet-cooccurrence-rows-changelog";
  static final String COUNTS = "freshet-popularity-counts-changelog";

  Map<String, List<Byte>> profiles() {
    return topics.table(PROFILES);
  }

  Map<String, List<Byte>> rows() {
    return topics.table(ROWS);
  }

  Map<String, List<Byte>> counts() {
    return topics.table(COUNTS);
  }

  /** How many interactions each item was counted with. */
  Map<String, Long> events() {
    Map<String, Long> events = new HashMap<>();
    counts().forEach((item, count) -> events.put(item, eventsIn(count)));
    return events;
  }

  /** How many interactions were counted in all. */
  long countedEvents() {
    return events().values().stream().mapToLong(Long::longValue).sum();
  }

  /** A count begins with a version byte and the number of interactions. */
  private static long eventsIn(List<Byte> count) {
    byte[] bytes = new byte[count.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = count.get(i);
    }
    try {
      BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, 1, bytes.length - 1, null);
      return decoder.readLong();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
