package freshet.http.batch;

import freshet.event.InvalidInputException;

/** A field that is missing, or not of the JSON type it must be. */
public final class UnreadableFieldException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final InvalidInputException invalid;

  UnreadableFieldException(InvalidInputException invalid) {
    super(invalid.getMessage(), invalid, false, false);
    this.invalid = invalid;
  }

  InvalidInputException invalid() {
    return invalid;
  }
}
