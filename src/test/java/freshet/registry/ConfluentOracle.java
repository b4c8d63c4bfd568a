package freshet.registry;

import java.util.HashMap;
import java.util.Map;
import org.apache.pulsar.kafka.shade.avro.Schema;
import org.apache.pulsar.kafka.shade.avro.generic.GenericData;
import org.apache.pulsar.kafka.shade.avro.generic.GenericRecord;
import org.apache.pulsar.kafka.shade.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.pulsar.kafka.shade.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.pulsar.kafka.shade.io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import org.apache.pulsar.kafka.shade.io.confluent.kafka.serializers.KafkaAvroDeserializer;
import org.apache.pulsar.kafka.shade.io.confluent.kafka.serializers.KafkaAvroSerializer;

/** Confluent's own serializer, deserializer and client, which know what is right. */
final class ConfluentOracle {
  private final SchemaRegistryClient client;
  private final KafkaAvroSerializer serializer = new KafkaAvroSerializer();
  private final KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer();

  ConfluentOracle(String url) {
    client = new CachedSchemaRegistryClient(url, 100);
    Map<String, Object> settings = new HashMap<>();
    settings.put("schema.registry.url", url);
    serializer.configure(settings, false);
    deserializer.configure(settings, false);
  }

  SchemaRegistryClient client() {
    return client;
  }

  static Schema schema(String text) {
    return new Schema.Parser().parse(text);
  }

  /** A schema as Confluent's client takes and gives it. */
  static AvroSchema parsed(String text) {
    return new AvroSchema(text);
  }

  /** A record with every string the name of its field, every long 7, and otherwise nothing. */
  static GenericRecord filled(String schema) {
    GenericRecord record = new GenericData.Record(schema(schema));
    for (Schema.Field field : record.getSchema().getFields()) {
      switch (field.schema().getType()) {
        case STRING -> record.put(field.name(), field.name());
        case LONG -> record.put(field.name(), 7L);
        default -> record.put(field.name(), null);
      }
    }
    return record;
  }

  byte[] serialize(String topic, GenericRecord record) {
    return serializer.serialize(topic, record);
  }

  GenericRecord deserialize(String topic, byte[] value) {
    return (GenericRecord) deserializer.deserialize(topic, value);
  }

  GenericRecord deserialize(String topic, byte[] value, String readerSchema) {
    return (GenericRecord) deserializer.deserialize(topic, value, schema(readerSchema));
  }
}
