package freshet.app;

import freshet.cooccurrence.RowSum;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * The state of a topology as its changelog topics have it: what it would be restored from.
 *
 * @param tables the last word of a topic on every key
 */
record StateTopics(Function<String, Map<String, List<Byte>>> tables) {
  private static final BinaryOperator<byte[]> ROW_SUM =
      new RowSum(RunningFreshet.settings(Path.of("unused"), Map.of()).cooccurrence());

  Map<String, List<Byte>> profiles() {
    return tables.apply("freshet-profile-users-changelog");
  }

  /** Whole rows: which of its two parts holds what depends on the moment. */
  Map<String, List<Byte>> rows() {
    Map<String, List<Byte>> settled = tables.apply("freshet-cooccurrence-rows-changelog");
    Map<String, List<Byte>> recent = tables.apply("freshet-cooccurrence-recent-changelog");
    Map<String, List<Byte>> rows = new HashMap<>();
    for (var items : List.of(settled.keySet(), recent.keySet())) {
      for (String item : items) {
        byte[] row = ROW_SUM.apply(bytes(settled.get(item)), bytes(recent.get(item)));
        rows.put(item, TopicReader.bytes(row));
      }
    }
    return rows;
  }

  Map<String, List<Byte>> counts() {
    return tables.apply("freshet-popularity-counts-changelog");
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
    byte[] bytes = bytes(count);
    try {
      BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, 1, bytes.length - 1, null);
      return decoder.readLong();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(List<Byte> value) {
    if (value == null) {
      return null;
    }
    byte[] bytes = new byte[value.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = value.get(i);
    }
    return bytes;
  }
}
