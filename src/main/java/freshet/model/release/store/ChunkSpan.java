package freshet.model.release.store;

import freshet.model.UnusableModelException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the pieces of an artifact are in `model-artifacts`, written as {@code kafka:FIRST/COUNT}.
 *
 * @param first an offset before which there are none
 * @param count how many there are
 */
record ChunkSpan(long first, int count) {
  private static final Pattern WRITTEN = Pattern.compile("kafka:(\\d{1,18})/(\\d{1,9})");

  /**
   * Reads a location.
   *
   * @throws UnusableModelException if it is another kind of location
   */
  static ChunkSpan of(Stored stored) {
    Matcher matcher = WRITTEN.matcher(stored.location());
    if (!matcher.matches()) {
      throw new UnusableModelException(
          "model %s is at %s, and model.artifacts is kafka; set model.artifacts as it was when the model was released"
              .formatted(stored.version(), stored.location()));
    }
    return new ChunkSpan(Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  @Override
  public String toString() {
    return "kafka:" + first + "/" + count;
  }
}
