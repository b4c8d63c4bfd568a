package freshet.model.release.retrain;

/** A training came to no model; the message is a sentence an operator can act on. */
public final class FailedTrainingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FailedTrainingException(String message) {
    super(message);
  }

  FailedTrainingException(String message, Throwable cause) {
    super(message, cause);
  }
}
