package freshet.http.batch;

import freshet.event.InvalidInputException;
import freshet.http.exchange.Problem;
import java.util.Optional;

/**
 * Why one element of a body is not taken.
 *
 * @param status 400 if it cannot be read, 422 if it can but breaks a rule
 * @param field the field to blame; empty if it is the element as a whole
 * @param reason what is wrong, and the cure
 */
public record Rejection(int status, Optional<String> field, String reason) {
  public static final int UNREADABLE = 400;
  public static final int BREAKS_RULE = 422;

  static Rejection unreadable(String reason) {
    return new Rejection(UNREADABLE, Optional.empty(), reason);
  }

  static Rejection unreadable(InvalidInputException invalid) {
    return new Rejection(UNREADABLE, Optional.of(invalid.field()), invalid.getMessage());
  }

  static Rejection breaksRule(InvalidInputException invalid) {
    return new Rejection(BREAKS_RULE, Optional.of(invalid.field()), invalid.getMessage());
  }

  Problem problem() {
    Problem problem = Problem.of(status, reason);
    return field.isPresent() ? problem.blaming(field.get()) : problem;
  }
}
