package freshet.registry;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads generated Avro records from Confluent's wire format, whatever version of the schema they
 * were written with. Null is read as null. Safe for use by many threads once configured.
 *
 * @param <T> what it reads
 */
public final class AvroDeserializer<T extends SpecificRecord> implements Deserializer<T> {
  /** Setting, Confluent's: the generated class to read; without it, the writer's name decides. */
  public static final String TYPE = "specific.avro.value.type";

  private static final int CAPACITY = 1_000;

  private final BoundedCache<Integer, DatumReader<T>> readers = new BoundedCache<>(CAPACITY);
  private SchemaRegistry registry;
  private Class<? extends T> type;

  /** Is to be configured, at least with {@code schema.registry.url}, before use. */
  public AvroDeserializer() {}

  /** Reads one type; is to be configured before use. */
  public AvroDeserializer(Class<T> type) {
    this.type = Objects.requireNonNull(type);
  }

  /** Ready for use. */
  public AvroDeserializer(Class<T> type, SchemaRegistry registry) {
    this.type = Objects.requireNonNull(type);
    this.registry = Objects.requireNonNull(registry);
  }

  /** Takes Confluent's settings; what the constructor was given stays. */
  @Override
  public void configure(Map<String, ?> settings, boolean isKey) {
    if (type == null && settings.get(TYPE) != null) {
      type = generatedClass(settings.get(TYPE));
    }
    if (registry == null) {
      use(new RegistryClient(RegistrySettings.from(settings)));
    }
  }

  void use(SchemaRegistry newRegistry) {
    registry = newRegistry;
  }

  // What the class is a record of is the caller's promise, as with every Kafka deserializer.
  @SuppressWarnings("unchecked")
  private Class<? extends T> generatedClass(Object setting) {
    try {
      Class<?> named =
          setting instanceof Class<?> given
              ? given
              : Class.forName(
                  setting.toString(), true, Thread.currentThread().getContextClassLoader());
      return (Class<? extends T>) named.asSubclass(SpecificRecord.class);
    } catch (ClassNotFoundException | ClassCastException e) {
      ConfigException bad =
          new ConfigException(
              "%s is %s; name a class generated from an Avro schema".formatted(TYPE, setting));
      bad.initCause(e);
      throw bad;
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws RegistryUnavailableException if the writer's schema is needed and the registry does not
   *     answer; the record may be good
   * @throws SerializationException if the record is bad
   */
  @Override
  public T deserialize(String topic, byte[] value) {
    if (value == null) {
      return null;
    }
    int schemaId = WireFormat.schemaId(value);
    DatumReader<T> reader = readerFor(schemaId);
    RecordDecoder decoder = new RecordDecoder(value, WireFormat.HEADER_LENGTH);
    T record;
    try {
      record = reader.read(null, decoder);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // A schema that contains itself lets a record of a few kilobytes nest too deep for any stack.
      throw new SerializationException(
          "a value of topic %s cannot be read with schema %d: %s"
              .formatted(topic, schemaId, e.getMessage()),
          e);
    }
    if (decoder.remaining() > 0) {
      throw new SerializationException(
          "a value of topic %s has %d bytes too many after its record with schema %d"
              .formatted(topic, decoder.remaining(), schemaId));
    }
    return record;
  }

  private DatumReader<T> readerFor(int schemaId) {
    DatumReader<T> known = readers.get(schemaId);
    if (known != null) {
      return known;
    }
    if (registry == null) {
      throw new IllegalStateException("the deserializer is not configured; call configure first");
    }
    Schema written = registry.schema(schemaId);
    Class<? extends T> wanted = type == null ? classNamedBy(written) : type;
    SpecificData model = SpecificData.getForClass(wanted);
    DatumReader<T> reader;
    try {
      // Made whole here: a SpecificDatumReader would make this part on first use, and publish it to
      // other threads without a fence.
      reader = model.getFastReaderBuilder().createDatumReader(written, model.getSchema(wanted));
    } catch (IOException | RuntimeException e) {
      throw new SerializationException(
          "schema %d (%s) cannot be read as %s: %s"
              .formatted(schemaId, written.getFullName(), wanted.getSimpleName(), e.getMessage()),
          e);
    }
    readers.put(schemaId, reader);
    return reader;
  }

  @SuppressWarnings("unchecked")
  private Class<? extends T> classNamedBy(Schema written) {
    if (written.getType() == Schema.Type.RECORD) {
      Class<?> named = SpecificData.get().getClass(written);
      // The name comes with the data: nothing but a generated class may be made from it.
      if (named != null && SpecificRecord.class.isAssignableFrom(named)) {
        return (Class<? extends T>) named;
      }
    }
    throw new SerializationException(
        "there is no generated class for schema %s; set %s".formatted(written.getFullName(), TYPE));
  }
}
