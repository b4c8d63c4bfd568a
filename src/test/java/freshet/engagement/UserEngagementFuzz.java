package freshet.engagement;

import freshet.event.InvalidInputException;
import freshet.event.UserId;
import freshet.stream.IncompatibleStateException;
import freshet.stream.StateSerde;
import org.apache.kafka.common.errors.SerializationException;

/** Bytes from anywhere are what a user was shown, or are refused. */
public final class UserEngagementFuzz {
  private static final StateSerde<UserEngagement> SERDE =
      new StateSerde<>(new UserEngagementFormat());

  private UserEngagementFuzz() {}

  /** One attempt of the fuzzer. */
  public static void fuzzerTestOneInput(byte[] data) {
    try {
      SERDE.deserializer().deserialize("fuzz", data).open(new UserId("ada"));
    } catch (SerializationException
        | IncompatibleStateException
        | IllegalStateException
        | InvalidInputException refused) {
      // So it should be.
    }
  }
}
