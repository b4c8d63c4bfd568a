package freshet.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freshet.avro.InteractionRecord;
import freshet.http.RegistryServer;
import java.util.List;
import java.util.Map;
import org.apache.pulsar.kafka.shade.avro.generic.GenericRecord;
import org.apache.pulsar.kafka.shade.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Confluent's real code against our serde and our registry. */
class ConfluentOracleTest {
  private static final String TOPIC = "interactions";
  private static final String SUBJECT = "interactions-value";

  private EmbeddedRegistry registry;
  private RegistryServer server;
  private ConfluentOracle oracle;
  private AvroSerde<InteractionRecord> serde;

  @BeforeEach
  void start() {
    registry = new EmbeddedRegistry(new InMemorySchemaLog());
    server = RegistryServer.start(registry, "127.0.0.1", 0);
    oracle = new ConfluentOracle(server.url());
    serde = new AvroSerde<>(InteractionRecord.class);
    serde.configure(Map.of("schema.registry.url", server.url()), false);
  }

  @AfterEach
  void stop() {
    server.close();
    registry.close();
  }

  @Test
  void confluent_reads_what_we_write() {
    byte[] value = serde.serializer().serialize(TOPIC, Records.interaction());

    GenericRecord read = oracle.deserialize(TOPIC, value);

    assertThat(read.get("item")).hasToString("chess ♞");
    assertThat(read.get("time")).isEqualTo(Records.TIME.toEpochMilli());
    assertThat(read.get("seconds")).isEqualTo(12.5);
    assertThat(read.get("slate")).isNull();
    assertThat(read.getSchema())
        .isEqualTo(ConfluentOracle.schema(Records.handWritten("interaction.avsc")));
  }

  @Test
  void we_read_what_confluent_writes() {
    GenericRecord record = ConfluentOracle.filled(Records.handWritten("interaction.avsc"));
    record.put("seconds", 1.25);

    InteractionRecord read =
        serde.deserializer().deserialize(TOPIC, oracle.serialize(TOPIC, record));

    assertThat(read.getUser()).isEqualTo("user");
    assertThat(read.getTime().toEpochMilli()).isEqualTo(7);
    assertThat(read.getSeconds()).isEqualTo(1.25);
    assertThat(read.getSession()).isNull();
  }

  @Test
  void both_write_the_same_bytes() {
    byte[] theirs =
        oracle.serialize(TOPIC, ConfluentOracle.filled(Records.handWritten("interaction.avsc")));

    byte[] ours =
        serde.serializer().serialize(TOPIC, serde.deserializer().deserialize(TOPIC, theirs));

    assertThat(ours).isEqualTo(theirs);
    assertThat(registry.versions(SUBJECT, false)).hasSize(1);
  }

  @Test
  void we_read_what_confluent_writes_with_an_older_and_a_newer_schema() {
    GenericRecord older = ConfluentOracle.filled(Records.OLDER_INTERACTION);
    GenericRecord newer = ConfluentOracle.filled(Records.newerInteraction().toString());
    newer.put("tags", List.of("x"));
    newer.put("place", "home");

    for (GenericRecord record : List.of(older, newer)) {
      InteractionRecord read =
          serde.deserializer().deserialize(TOPIC, oracle.serialize(TOPIC, record));
      assertThat(read.getItem()).isEqualTo("item");
      assertThat(read.getSlate()).isNull();
    }
  }

  @Test
  void an_older_and_a_newer_confluent_reader_read_what_we_write() {
    byte[] value = serde.serializer().serialize(TOPIC, Records.interaction());

    GenericRecord older = oracle.deserialize(TOPIC, value, Records.OLDER_INTERACTION);
    GenericRecord newer = oracle.deserialize(TOPIC, value, Records.newerInteraction().toString());

    assertThat(older.get("user")).hasToString("ada");
    assertThat(newer.get("user")).hasToString("ada");
    assertThat(newer.get("tags")).hasToString("[]");
  }

  @Test
  void confluents_client_finds_its_way_around_our_registry() throws Exception {
    var schema = ConfluentOracle.parsed(Records.handWritten("interaction.avsc"));
    var newer = ConfluentOracle.parsed(Records.newerInteraction().toString());
    var client = oracle.client();

    int id = client.register(SUBJECT, schema);
    assertThat(id).isEqualTo(1);
    assertThat(client.register(SUBJECT, newer)).isEqualTo(2);

    client.reset();
    assertThat(client.getSchemaById(id)).isEqualTo(schema);
    assertThat(client.getId(SUBJECT, newer)).isEqualTo(2);
    assertThat(client.getVersion(SUBJECT, newer)).isEqualTo(2);
    assertThat(client.getAllSubjects()).containsExactly(SUBJECT);
    assertThat(client.getAllVersions(SUBJECT)).containsExactly(1, 2);
    assertThat(client.getLatestSchemaMetadata(SUBJECT).getId()).isEqualTo(2);
    assertThat(client.getSchemaMetadata(SUBJECT, 1).getSchema())
        .isEqualTo(schema.canonicalString());
    assertThat(client.getAllSubjectsById(1)).containsExactly(SUBJECT);
    assertThat(client.getAllVersionsById(2)).hasSize(1);
    assertThat(client.getMode()).isEqualTo("READWRITE");
  }

  @Test
  void confluents_client_sets_and_tests_compatibility() throws Exception {
    var client = oracle.client();
    var schema = ConfluentOracle.parsed(Records.OLDER_INTERACTION);
    var incompatible = ConfluentOracle.parsed(Records.OLDER_INTERACTION.replace("eventId", "id"));
    client.register(SUBJECT, schema);

    assertThat(client.getCompatibility(null)).isEqualTo("BACKWARD");
    assertThat(client.testCompatibility(SUBJECT, schema)).isTrue();
    assertThat(client.testCompatibility(SUBJECT, incompatible)).isFalse();
    assertThatThrownBy(() -> client.register(SUBJECT, incompatible))
        .isInstanceOfSatisfying(
            RestClientException.class, e -> assertThat(e.getStatus()).isEqualTo(409));

    client.updateCompatibility(SUBJECT, "NONE");

    assertThat(client.getCompatibility(SUBJECT)).isEqualTo("NONE");
    assertThat(client.register(SUBJECT, incompatible)).isEqualTo(2);
  }

  @Test
  void confluents_client_understands_our_errors() {
    assertThatThrownBy(() -> oracle.client().getSchemaById(77))
        .isInstanceOfSatisfying(
            RestClientException.class, e -> assertThat(e.getErrorCode()).isEqualTo(40403));
    assertThatThrownBy(() -> oracle.client().getAllVersions("nobody"))
        .isInstanceOfSatisfying(
            RestClientException.class, e -> assertThat(e.getErrorCode()).isEqualTo(40401));
    assertThatThrownBy(() -> oracle.client().updateCompatibility(SUBJECT, "SIDEWAYS"))
        .isInstanceOfSatisfying(
            RestClientException.class, e -> assertThat(e.getErrorCode()).isEqualTo(42203));
  }

  @Test
  void confluents_client_deletes_softly_then_permanently() throws Exception {
    var client = oracle.client();
    client.register(SUBJECT, ConfluentOracle.parsed(Records.OLDER_INTERACTION));

    assertThat(client.deleteSubject(SUBJECT)).containsExactly(1);
    assertThat(client.getAllSubjects()).isEmpty();
    assertThat(client.deleteSubject(SUBJECT, true)).containsExactly(1);
    client.reset();
    assertThatThrownBy(() -> client.getSchemaById(1)).isInstanceOf(RestClientException.class);
  }
}
