package freshet.cooccurrence;

import freshet.decay.HalfLife;
import freshet.stream.IncompatibleStateException;
import freshet.stream.StateFormat;
import freshet.stream.StateSerde;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;

/** Bytes from anywhere are a row of co-occurrence, its head, or are refused. */
public final class RowFuzz {
  private static final List<StateFormat<?>> FORMATS =
      List.of(new RowFormat(new HalfLife(Duration.ofDays(90))), new NeighboursFormat());

  private RowFuzz() {}

  /** One attempt of the fuzzer. */
  public static void fuzzerTestOneInput(byte[] data) {
    for (StateFormat<?> format : FORMATS) {
      try {
        new StateSerde<>(format).deserializer().deserialize("fuzz", data);
      } catch (SerializationException | IncompatibleStateException refused) {
        // So it should be.
      }
    }
  }
}
