package freshet.stream;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Serde of values that are a string at heart, written as plain UTF-8 so that every Kafka tool can
 * read the keys.
 *
 * @param write the string of a value
 * @param read the value of a string
 */
public record StringSerde<T>(Function<T, String> write, Function<String, T> read)
    implements Serde<T> {

  @Override
  public Serializer<T> serializer() {
    return (topic, value) ->
        value == null ? null : write.apply(value).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Deserializer<T> deserializer() {
    return (topic, bytes) ->
        bytes == null ? null : read.apply(new String(bytes, StandardCharsets.UTF_8));
  }
}
