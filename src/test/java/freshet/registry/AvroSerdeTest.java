package freshet.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freshet.avro.InteractionRecord;
import freshet.avro.ItemRecord;
import freshet.avro.PopularItemRecord;
import freshet.avro.TrendingRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class AvroSerdeTest {
  private static final String TOPIC = "interactions";

  private final InMemorySchemaLog log = new InMemorySchemaLog();
  private final EmbeddedRegistry embedded = new EmbeddedRegistry(log);
  private final SchemaRegistry registry = new LocalRegistry(embedded);
  private final AvroSerde<InteractionRecord> serde =
      new AvroSerde<>(InteractionRecord.class, registry, Registration.AUTOMATIC);

  private byte[] write(InteractionRecord record) {
    return serde.serializer().serialize(TOPIC, record);
  }

  private InteractionRecord read(byte[] value) {
    return serde.deserializer().deserialize(TOPIC, value);
  }

  @Test
  void what_is_written_is_read() {
    assertThat(read(write(Records.interaction()))).isEqualTo(Records.interaction());
  }

  @Test
  void null_stays_null() {
    assertThat(write(null)).isNull();
    assertThat(read(null)).isNull();
  }

  @Test
  void a_value_begins_with_a_zero_byte_and_the_schemas_id() {
    ByteBuffer value = ByteBuffer.wrap(write(Records.interaction()));

    assertThat(value.get()).isZero();
    assertThat(value.getInt())
        .isEqualTo(
            embedded
                .find("interactions-value", Records.handWritten("interaction.avsc"), false)
                .id());
  }

  @Test
  void every_generated_class_registers_its_hand_written_schema() {
    for (Schema generated :
        List.of(
            InteractionRecord.getClassSchema(),
            ItemRecord.getClassSchema(),
            TrendingRecord.getClassSchema())) {
      String file = generated.getName().replace("Record", "").toLowerCase(Locale.ROOT);
      Schema written = new Schema.Parser().parse(Records.handWritten(file + ".avsc"));
      assertThat(Schemas.plain(generated).toString()).isEqualTo(written.toString());
      assertThat(registry.register("ours-" + file, Schemas.plain(generated)))
          .isEqualTo(registry.register("theirs-" + file, written));
    }
  }

  @Test
  void nested_records_lists_and_numbers_survive() {
    TrendingRecord trending =
        TrendingRecord.newBuilder()
            .setContentType("game")
            .setPartition(3)
            .setAsOf(Records.TIME)
            .setHalfLifeSeconds(List.of(3600L, 86_400L))
            .setTotals(List.of(1.5, -2.25))
            .setItems(
                List.of(
                    PopularItemRecord.newBuilder()
                        .setItem("chess")
                        .setEvents(Long.MAX_VALUE)
                        .setCounts(List.of(0.5, 0.25))
                        .build()))
            .build();
    AvroSerde<TrendingRecord> trends =
        new AvroSerde<>(TrendingRecord.class, registry, Registration.AUTOMATIC);

    byte[] value = trends.serializer().serialize("trending", trending);

    assertThat(trends.deserializer().deserialize("trending", value)).isEqualTo(trending);
  }

  @Test
  void an_event_of_an_older_schema_is_read_with_defaults() {
    Schema older = new Schema.Parser().parse(Records.OLDER_INTERACTION);
    int id = registry.register("interactions-value", older);

    InteractionRecord read = read(Records.wire(id, filled(older)));

    assertThat(read.getUser()).isEqualTo("user");
    assertThat(read.getTime().toEpochMilli()).isEqualTo(7);
    assertThat(read.getSession()).isNull();
  }

  @Test
  void an_event_of_a_newer_schema_is_read_without_what_is_unknown() {
    Schema newer = Records.newerInteraction();
    GenericRecord record = filled(newer);
    record.put("tags", List.of("a", "b"));
    record.put("place", "home");
    int id = registry.register("interactions-value", newer);

    InteractionRecord read = read(Records.wire(id, record));

    assertThat(read.getUser()).isEqualTo("user");
    assertThat(read.getItem()).isEqualTo("item");
    assertThat(read.getSlate()).isNull();
  }

  @Test
  void a_schema_that_lacks_a_needed_field_is_bad_data() {
    Schema other =
        new Schema.Parser()
            .parse(
                "{\"type\":\"record\",\"name\":\"Other\",\"fields\":[{\"name\":\"user\",\"type\":\"string\"}]}");
    int id = registry.register("other", other);

    assertThatThrownBy(() -> read(Records.wire(id, filled(other))))
        .isExactlyInstanceOf(SerializationException.class);
  }

  private static GenericRecord filled(Schema schema) {
    GenericRecord record = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      switch (field.schema().getType()) {
        case STRING -> record.put(field.name(), field.name());
        case LONG -> record.put(field.name(), 7L);
        default -> record.put(field.name(), null);
      }
    }
    return record;
  }

  @Test
  void a_short_value_is_bad_data() {
    assertThatThrownBy(() -> read(new byte[] {0, 0, 0, 1}))
        .isExactlyInstanceOf(SerializationException.class)
        .hasMessageContaining("4 bytes");
  }

  @Test
  void another_first_byte_is_bad_data() {
    assertThatThrownBy(() -> read("{\"user\":1}".getBytes(StandardCharsets.UTF_8)))
        .isExactlyInstanceOf(SerializationException.class)
        .hasMessageContaining("0x7b");
  }

  @Test
  void bytes_after_the_record_are_bad_data() {
    byte[] value = write(Records.interaction());

    assertThatThrownBy(() -> read(Arrays.copyOf(value, value.length + 2)))
        .isExactlyInstanceOf(SerializationException.class)
        .hasMessageContaining("2 bytes too many");
  }

  @Test
  void an_unknown_schema_id_is_bad_data() {
    assertThatThrownBy(() -> read(new byte[] {0, 0, 0, 3, 9, 1}))
        .isExactlyInstanceOf(SerializationException.class)
        .hasMessageContaining("777");
  }

  @Test
  void a_registry_that_does_not_answer_is_not_bad_data() {
    log.breakDown();

    assertThatThrownBy(() -> read(new byte[] {0, 0, 0, 3, 9, 1}))
        .isInstanceOf(RegistryUnavailableException.class);
    assertThatThrownBy(() -> write(Records.interaction()))
        .isInstanceOf(RegistryUnavailableException.class);
  }

  @Test
  void what_is_known_is_read_and_written_while_the_registry_is_down() {
    byte[] value = write(Records.interaction());
    log.breakDown();

    assertThat(read(value)).isEqualTo(Records.interaction());
    assertThat(write(Records.interaction())).isEqualTo(value);
  }

  @Test
  void damaged_values_are_bad_data_or_other_data_but_never_anything_else() {
    byte[] good = write(Records.interaction());
    Random random = new Random(42);
    for (int i = 0; i < 20_000; i++) {
      byte[] bad = Arrays.copyOf(good, 5 + random.nextInt(good.length - 4));
      for (int flips = random.nextInt(4); flips >= 0 && bad.length > 5; flips--) {
        bad[5 + random.nextInt(bad.length - 5)] = (byte) random.nextInt(256);
      }
      try {
        read(bad);
      } catch (SerializationException expected) {
        assertThat(expected).isNotInstanceOf(RegistryUnavailableException.class);
      }
    }
  }

  @Test
  void a_length_beyond_the_end_costs_no_memory() {
    int id = ByteBuffer.wrap(write(Records.interaction())).getInt(1);
    byte[] value = {0, 0, 0, 0, (byte) id, -2, -1, -1, -1, 15};

    assertThatThrownBy(() -> read(value))
        .isExactlyInstanceOf(SerializationException.class)
        .hasMessageContaining("2147483647 bytes are announced");
  }

  @Test
  void a_record_without_a_needed_value_cannot_be_written_and_harms_no_later_one() {
    InteractionRecord incomplete = new InteractionRecord();
    byte[] before = write(Records.interaction());

    assertThatThrownBy(() -> write(incomplete))
        .isExactlyInstanceOf(SerializationException.class)
        .hasMessageContaining("InteractionRecord");

    assertThat(write(Records.interaction())).isEqualTo(before);
  }

  @Test
  void a_writer_that_may_not_register_needs_a_registered_schema() {
    AvroSerde<InteractionRecord> shy =
        new AvroSerde<>(InteractionRecord.class, registry, Registration.BEFOREHAND);

    assertThatThrownBy(() -> shy.serializer().serialize(TOPIC, Records.interaction()))
        .isExactlyInstanceOf(SerializationException.class)
        .hasMessageContaining("40401");

    int id = embedded.register("interactions-value", Records.handWritten("interaction.avsc"));
    assertThat(ByteBuffer.wrap(shy.serializer().serialize(TOPIC, Records.interaction())).getInt(1))
        .isEqualTo(id);
  }

  @Test
  void a_writer_may_take_the_latest_schema_if_it_writes_the_same_bytes() {
    AvroSerde<InteractionRecord> latest =
        new AvroSerde<>(InteractionRecord.class, registry, Registration.LATEST);
    String redocumented =
        Records.handWritten("interaction.avsc").replace("Who did it.", "The person.");
    int id = embedded.register("interactions-value", redocumented);

    byte[] value = latest.serializer().serialize(TOPIC, Records.interaction());

    assertThat(ByteBuffer.wrap(value).getInt(1)).isEqualTo(id);
    assertThat(read(value)).isEqualTo(Records.interaction());
  }

  @Test
  void a_writer_does_not_take_a_latest_schema_that_writes_other_bytes() {
    AvroSerde<InteractionRecord> latest =
        new AvroSerde<>(InteractionRecord.class, registry, Registration.LATEST);
    embedded.register("interactions-value", Records.newerInteraction().toString());

    assertThatThrownBy(() -> latest.serializer().serialize(TOPIC, Records.interaction()))
        .isExactlyInstanceOf(SerializationException.class)
        .hasMessageContaining("use.latest.version");
  }

  @Test
  void keys_have_a_subject_of_their_own() {
    serde.configure(Map.of(), true);

    write(Records.interaction());

    assertThat(embedded.subjects(false)).containsExactly("interactions-key");
  }

  @Test
  void one_serde_serves_many_threads() throws Exception {
    int threads = 8;
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Integer>> tasks = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int thread = t;
        tasks.add(
            () -> {
              int same = 0;
              for (int i = 0; i < 5_000; i++) {
                InteractionRecord record =
                    InteractionRecord.newBuilder(Records.interaction())
                        .setUser("u" + thread)
                        .setItem("i".repeat(i % 700))
                        .build();
                same += read(write(record)).equals(record) ? 1 : 0;
              }
              return same;
            });
      }
      for (Future<Integer> same : executor.invokeAll(tasks, 60, TimeUnit.SECONDS)) {
        assertThat(same.get()).isEqualTo(5_000);
      }
    } finally {
      executor.shutdownNow();
    }
  }
}
