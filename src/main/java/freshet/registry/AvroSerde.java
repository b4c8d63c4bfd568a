package freshet.registry;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes and reads generated Avro records in Confluent's wire format; understands what Confluent's
 * {@code SpecificAvroSerde} writes, and is understood by it. One instance may serve many threads.
 *
 * @param <T> the generated class
 */
public final class AvroSerde<T extends SpecificRecord> implements Serde<T> {
  private final AvroSerializer<T> serializer;
  private final AvroDeserializer<T> deserializer;
  private boolean ready;

  /** Is to be configured with Confluent's settings before use. */
  public AvroSerde() {
    serializer = new AvroSerializer<>();
    deserializer = new AvroDeserializer<>();
  }

  /** Reads one type; is to be configured with Confluent's settings before use. */
  public AvroSerde(Class<T> type) {
    serializer = new AvroSerializer<>();
    deserializer = new AvroDeserializer<>(type);
  }

  /** Ready for use. */
  public AvroSerde(Class<T> type, SchemaRegistry registry, Registration registration) {
    serializer = new AvroSerializer<>(registry, registration);
    deserializer = new AvroDeserializer<>(type, registry);
    ready = true;
  }

  /** Takes Confluent's settings; what the constructor was given stays. */
  @Override
  public void configure(Map<String, ?> settings, boolean isKey) {
    if (!ready) {
      SchemaRegistry registry = new RegistryClient(RegistrySettings.from(settings));
      serializer.use(registry, Registration.from(settings));
      deserializer.use(registry);
      ready = true;
    }
    serializer.configure(settings, isKey);
    deserializer.configure(settings, isKey);
  }

  @Override
  public Serializer<T> serializer() {
    return serializer;
  }

  @Override
  public Deserializer<T> deserializer() {
    return deserializer;
  }
}
