package freshet.http.description;

import java.util.List;

/**
 * One way in which a request is answered.
 *
 * @param status HTTP status
 * @param meaning when it is answered so
 * @param contentType what the body is
 * @param types records, or the JDK's types, of one of which the body is JSON; empty if it is none
 */
public record Answer(int status, String meaning, String contentType, List<Class<?>> types) {
  static final String JSON = "application/json";

  public Answer {
    types = List.copyOf(types);
  }
}
