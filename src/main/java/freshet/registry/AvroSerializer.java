package freshet.registry;

import java.io.IOException;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes generated Avro records in Confluent's wire format, under the subject {@code
 * <topic>-value}, or {@code <topic>-key}. Null is written as null. Safe for use by many threads
 * once configured.
 *
 * @param <T> what it writes
 */
public final class AvroSerializer<T extends SpecificRecord> implements Serializer<T> {
  private static final int CAPACITY = 1_000;

  private record Target(String topic, Class<?> type) {}

  private record Encoding<T>(int schemaId, DatumWriter<T> writer) {}

  private final BoundedCache<Target, Encoding<T>> encodings = new BoundedCache<>(CAPACITY);
  private SchemaRegistry registry;
  private Registration registration;
  private String suffix = "-value";

  /** Is to be configured, at least with {@code schema.registry.url}, before use. */
  public AvroSerializer() {}

  /** Ready for use. */
  public AvroSerializer(SchemaRegistry registry, Registration registration) {
    this.registry = registry;
    this.registration = registration;
  }

  /** Takes Confluent's settings; one that was made with a registry keeps it. */
  @Override
  public void configure(Map<String, ?> settings, boolean isKey) {
    suffix = isKey ? "-key" : "-value";
    if (registry == null) {
      use(new RegistryClient(RegistrySettings.from(settings)), Registration.from(settings));
    }
  }

  void use(SchemaRegistry newRegistry, Registration newRegistration) {
    registry = newRegistry;
    registration = newRegistration;
  }

  /**
   * {@inheritDoc}
   *
   * @throws RegistryUnavailableException if the schema's id is needed and the registry does not
   *     answer
   * @throws SerializationException if the record is not as its schema says, or the registry refuses
   *     the schema
   */
  @Override
  public byte[] serialize(String topic, T value) {
    if (value == null) {
      return null;
    }
    Encoding<T> encoding = encodingFor(topic, value);
    try {
      return EncodingBuffer.encode(encoding.schemaId(), encoding.writer(), value);
    } catch (IOException | RuntimeException e) {
      throw new SerializationException(
          "a %s for topic %s cannot be written: %s"
              .formatted(value.getSchema().getName(), topic, e.getMessage()),
          e);
    }
  }

  private Encoding<T> encodingFor(String topic, T value) {
    Target target = new Target(topic, value.getClass());
    Encoding<T> known = encodings.get(target);
    if (known != null) {
      return known;
    }
    if (registry == null) {
      throw new IllegalStateException("the serializer is not configured; call configure first");
    }
    Schema schema = value.getSchema();
    int id = registration.id(registry, topic + suffix, Schemas.plain(schema));
    Encoding<T> encoding =
        new Encoding<>(
            id, new SpecificDatumWriter<>(schema, SpecificData.getForClass(value.getClass())));
    encodings.put(target, encoding);
    return encoding;
  }
}
