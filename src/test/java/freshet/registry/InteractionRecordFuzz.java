package freshet.registry;

import freshet.avro.InteractionRecord;
import java.util.Arrays;
import org.apache.kafka.common.errors.SerializationException;

/** Bytes behind a good header are an interaction in Avro, or are refused. */
public final class InteractionRecordFuzz {
  private static final int HEADER = 5;
  private static final AvroSerde<InteractionRecord> SERDE =
      new AvroSerde<>(
          InteractionRecord.class,
          new LocalRegistry(new EmbeddedRegistry(new InMemorySchemaLog())),
          Registration.AUTOMATIC);
  private static final byte[] GOOD = SERDE.serializer().serialize("fuzz", Records.interaction());

  private InteractionRecordFuzz() {}

  /** Before the first attempt, whose time is limited: it loads half of the libraries. */
  public static void fuzzerInitialize() {
    fuzzerTestOneInput(new byte[0]);
  }

  /** One attempt of the fuzzer. */
  public static void fuzzerTestOneInput(byte[] data) {
    byte[] value = Arrays.copyOf(GOOD, HEADER + data.length);
    System.arraycopy(data, 0, value, HEADER, data.length);
    try {
      SERDE.deserializer().deserialize("fuzz", value);
    } catch (SerializationException refused) {
      // So it should be.
    }
  }
}
