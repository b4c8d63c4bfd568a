package freshet.ingest;

import freshet.stream.StringSerde;
import freshet.stream.Topic;
import org.apache.kafka.common.serialization.Serdes;

/** The topic that keeps what could not be read or made no sense, from any topic. */
public final class DeadLetters {
  /** Name without prefix. */
  public static final String TOPIC = "interactions-dead-letters";

  private DeadLetters() {}

  /** The topic under a prefix, which may be empty: the records as they came, keys included. */
  public static Topic<String, byte[]> topic(String prefix) {
    return new Topic<>(
        prefix + TOPIC, new StringSerde<>(key -> key, key -> key), Serdes.ByteArray());
  }
}
