package freshet.http.batch;

import java.io.IOException;

/**
 * Reads one element of a body.
 *
 * @param <T> what it is read as
 */
@FunctionalInterface
public interface ElementReader<T> {
  /**
   * Walks over all fields, then judges.
   *
   * @throws UnreadableFieldException if a field is missing or of the wrong JSON type
   * @throws freshet.event.InvalidInputException if a value breaks a rule
   */
  T read(Fields fields) throws IOException;
}
