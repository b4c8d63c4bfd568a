package freshet.profile;

import freshet.event.InteractionTypes;
import freshet.event.InvalidInputException;
import freshet.stream.IncompatibleStateException;
import freshet.stream.StateFormat;
import freshet.stream.StateSerde;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;

/** Bytes from anywhere are a profile, a merge, a transfer or an erasure, or are refused. */
public final class ProfileFuzz {
  private static final ProfileFormat PROFILES = new ProfileFormat(InteractionTypes.builtIn());
  private static final List<StateFormat<?>> FORMATS =
      List.of(PROFILES, new MergesFormat(), new TransferFormat(PROFILES), new ErasureFormat());

  private ProfileFuzz() {}

  /** One attempt of the fuzzer. */
  public static void fuzzerTestOneInput(byte[] data) {
    for (StateFormat<?> format : FORMATS) {
      try {
        Object read = new StateSerde<>(format).deserializer().deserialize("fuzz", data);
        if (read instanceof Profile profile) {
          profile.toHistory().excluded();
        }
      } catch (SerializationException
          | IncompatibleStateException
          | InvalidInputException refused) {
        // So it should be.
      }
    }
  }
}
