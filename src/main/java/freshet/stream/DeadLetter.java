package freshet.stream;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A record that could not be read or made no sense, on its way to the dead-letter topic: the bytes
 * as they came, with the reason and the place they came from in the headers.
 *
 * @param value the record's bytes, null for a tombstone
 * @param headers {@link #REASON}, {@link #TOPIC}, {@link #PARTITION} and {@link #OFFSET}, all UTF-8
 *     text, before whatever headers the record had
 */
@SuppressWarnings("ArrayRecordComponent") // carried from one place to the next, never compared
public record DeadLetter(byte[] value, Headers headers) {
  /** What is wrong and the cure, at most {@value #MAX_REASON} characters. */
  public static final String REASON = "freshet.reason";

  /** The topic it was read from. */
  public static final String TOPIC = "freshet.source.topic";

  /** The partition it was read from, decimal. */
  public static final String PARTITION = "freshet.source.partition";

  /** The offset it was read from, decimal. */
  public static final String OFFSET = "freshet.source.offset";

  private static final int MAX_REASON = 1_000;

  /**
   * Addresses a letter.
   *
   * @param original the headers of the record, kept behind ours
   */
  public static DeadLetter of(
      byte[] value, String reason, String topic, int partition, long offset, Headers original) {
    Headers headers = new RecordHeaders();
    // A reason may quote what it complains of, which may be as long as a record can be.
    String shortened = reason.length() > MAX_REASON ? reason.substring(0, MAX_REASON) : reason;
    headers.add(REASON, shortened.getBytes(StandardCharsets.UTF_8));
    headers.add(TOPIC, topic.getBytes(StandardCharsets.UTF_8));
    headers.add(PARTITION, Integer.toString(partition).getBytes(StandardCharsets.UTF_8));
    headers.add(OFFSET, Long.toString(offset).getBytes(StandardCharsets.UTF_8));
    original.forEach(headers::add);
    return new DeadLetter(value, headers);
  }
}
