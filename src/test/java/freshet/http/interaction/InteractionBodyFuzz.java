package freshet.http.interaction;

import freshet.event.Admission;
import freshet.event.InteractionTypes;
import freshet.http.batch.BatchReader;
import freshet.http.batch.RequestBody;
import freshet.http.exchange.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** Bytes from anywhere are interactions, or each that is none is refused. */
public final class InteractionBodyFuzz {
  private static final int MOST = 1_000;
  private static final InteractionReader READER =
      new InteractionReader(
          new Admission(InteractionTypes.builtIn()),
          Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC));

  private InteractionBodyFuzz() {}

  /** Before the first attempt, whose time is limited: it loads half of the libraries. */
  public static void fuzzerInitialize() {
    fuzzerTestOneInput("{\"user\":\"ada\"}".getBytes(StandardCharsets.UTF_8));
  }

  /** One attempt of the fuzzer. */
  public static void fuzzerTestOneInput(byte[] data) {
    for (RequestBody.Form form : RequestBody.Form.values()) {
      try {
        var unused = BatchReader.read(RequestBody.of(form, data), MOST, READER);
      } catch (ProblemException refused) {
        // So it should be.
      }
    }
  }
}
