package freshet.recommend.filter;

import freshet.event.InvalidInputException;
import java.nio.charset.StandardCharsets;

/** Text from anywhere is a filter or a boost, or is refused. */
public final class FilterFuzz {
  private FilterFuzz() {}

  /** One attempt of the fuzzer. */
  public static void fuzzerTestOneInput(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    try {
      Filter.parse("filter", text);
    } catch (InvalidInputException refused) {
      // So it should be.
    }
    try {
      Boost.parse("boost", text);
    } catch (InvalidInputException refused) {
      // So it should be.
    }
  }
}
