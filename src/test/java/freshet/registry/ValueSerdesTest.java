package freshet.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freshet.avro.InteractionRecord;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

class ValueSerdesTest {
  private final SchemaRegistry registry =
      new LocalRegistry(new EmbeddedRegistry(new InMemorySchemaLog()));

  /** Another's serde, which remembers how it was configured. */
  public static final class Theirs implements Serde<Object> {
    private Map<String, ?> settings = Map.of();

    @Override
    public void configure(Map<String, ?> given, boolean isKey) {
      settings = Map.copyOf(given);
    }

    @Override
    public Serializer<Object> serializer() {
      return (topic, value) -> new byte[0];
    }

    @Override
    public Deserializer<Object> deserializer() {
      return (topic, value) -> value;
    }
  }

  @Test
  void ours_is_the_default() {
    Serde<InteractionRecord> serde =
        ValueSerdes.from(Map.of(), registry).of(InteractionRecord.class);

    assertThat(serde).isInstanceOf(AvroSerde.class);
    byte[] value = serde.serializer().serialize("t", Records.interaction());
    assertThat(serde.deserializer().deserialize("t", value)).isEqualTo(Records.interaction());
  }

  @Test
  void ours_needs_an_address_where_no_registry_is_given() {
    assertThatThrownBy(() -> ValueSerdes.from(Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url");
    assertThat(
            ValueSerdes.from(Map.of("schema.registry.url", "http://localhost:1"))
                .of(InteractionRecord.class))
        .isInstanceOf(AvroSerde.class);
  }

  @Test
  void another_serde_is_made_by_name_and_configured_for_specific_records() {
    Serde<InteractionRecord> serde =
        ValueSerdes.from(
                Map.of("serde.class", Theirs.class.getName(), "schema.registry.url", "http://x"))
            .of(InteractionRecord.class);

    Map<String, ?> settings = ((Theirs) (Serde<?>) serde).settings;
    assertThat(settings.get("specific.avro.reader")).isEqualTo(true);
    assertThat(settings.get("specific.avro.value.type")).isEqualTo(InteractionRecord.class);
    assertThat(settings.get("avro.remove.java.properties")).isEqualTo(true);
    assertThat(settings.get("schema.registry.url")).isEqualTo("http://x");
  }

  @Test
  void a_missing_serde_is_reported_with_the_profile_that_brings_it() {
    ValueSerdes serdes =
        ValueSerdes.from(
            Map.of("serde.class", "io.confluent.kafka.streams.serdes.avro.SpecificAvroSerde"));

    assertThatThrownBy(() -> serdes.of(InteractionRecord.class))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "serde.class io.confluent.kafka.streams.serdes.avro.SpecificAvroSerde is not on the class path; for Confluent's serdes build with -Pconfluent");
  }

  @Test
  void what_is_no_serde_is_refused() {
    assertThatThrownBy(
            () ->
                ValueSerdes.from(Map.of("serde.class", "java.lang.String"))
                    .of(InteractionRecord.class))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("is no serde");
  }
}
