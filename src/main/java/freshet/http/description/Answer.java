package freshet.http.description;

import java.util.Optional;

/**
 * One way in which a request is answered.
 *
 * @param status HTTP status
 * @param meaning when it is answered so
 * @param contentType what the body is
 * @param type a record, or one of the JDK's types, that the body is JSON of; empty if it is none
 */
public record Answer(int status, String meaning, String contentType, Optional<Class<?>> type) {
  static final String JSON = "application/json";
}
