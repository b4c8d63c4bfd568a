package freshet.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freshet.avro.InteractionRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.pulsar.kafka.shade.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Our client and serde, and Confluent's, against a registry server that is neither's. */
class ApicurioRegistryIT {
  private static ApicurioServer server;

  private final ConfluentOracle oracle = new ConfluentOracle(server.url());
  private final RegistryClient client =
      new RegistryClient(RegistrySettings.from(Map.of("schema.registry.url", server.url())));

  @BeforeAll
  static void start() throws IOException {
    server = ApicurioServer.start(Path.of("target", "apicurio.log"));
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static AvroSerde<InteractionRecord> serde(Map<String, ?> more) {
    AvroSerde<InteractionRecord> serde = new AvroSerde<>(InteractionRecord.class);
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("schema.registry.url", server.url());
    serde.configure(settings, false);
    return serde;
  }

  private static String topic(TestInfo test) {
    return test.getTestMethod().orElseThrow().getName();
  }

  @Test
  void confluent_reads_what_we_write(TestInfo test) {
    byte[] value = serde(Map.of()).serializer().serialize(topic(test), Records.interaction());

    GenericRecord read = oracle.deserialize(topic(test), value);

    assertThat(read.get("item")).hasToString("chess ♞");
    assertThat(read.get("time")).isEqualTo(Records.TIME.toEpochMilli());
  }

  @Test
  void we_read_what_confluent_writes_with_todays_an_older_and_a_newer_schema(TestInfo test) {
    GenericRecord today = ConfluentOracle.filled(Records.handWritten("interaction.avsc"));
    GenericRecord older = ConfluentOracle.filled(Records.OLDER_INTERACTION);
    GenericRecord newer = ConfluentOracle.filled(Records.newerInteraction().toString());
    newer.put("tags", List.of("x"));
    AvroSerde<InteractionRecord> serde = serde(Map.of());

    for (GenericRecord record : List.of(today, older, newer)) {
      byte[] value = oracle.serialize(topic(test), record);
      InteractionRecord read = serde.deserializer().deserialize(topic(test), value);
      assertThat(read.getItem()).isEqualTo("item");
      assertThat(read.getTime().toEpochMilli()).isEqualTo(7);
    }
  }

  @Test
  void both_give_one_schema_one_id(TestInfo test) {
    byte[] theirs =
        oracle.serialize(
            topic(test), ConfluentOracle.filled(Records.handWritten("interaction.avsc")));
    AvroSerde<InteractionRecord> serde = serde(Map.of("auto.register.schemas", "false"));

    InteractionRecord record = serde.deserializer().deserialize(topic(test), theirs);

    assertThat(serde.serializer().serialize(topic(test), record)).isEqualTo(theirs);
  }

  @Test
  void what_is_not_registered_is_a_no_and_not_an_outage(TestInfo test) {
    Schema schema = Schema.create(Schema.Type.LONG);

    assertThatThrownBy(() -> client.schema(1_000_000))
        .isExactlyInstanceOf(SerializationException.class);
    assertThatThrownBy(() -> client.idOf(topic(test), schema))
        .isExactlyInstanceOf(SerializationException.class);
    assertThatThrownBy(() -> client.latest(topic(test)))
        .isExactlyInstanceOf(SerializationException.class);
  }

  @Test
  void registering_finding_and_reading_agree(TestInfo test) {
    Schema schema = Schemas.plain(InteractionRecord.getClassSchema());

    int id = client.register(topic(test), schema);

    RegistryClient fresh =
        new RegistryClient(RegistrySettings.from(Map.of("schema.registry.url", server.url())));
    assertThat(fresh.idOf(topic(test), schema)).isEqualTo(id);
    assertThat(fresh.schema(id)).isEqualTo(schema);
    assertThat(fresh.latest(topic(test)).id()).isEqualTo(id);
  }
}
