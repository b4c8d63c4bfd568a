package freshet.app.train;

/** A run of training came to nothing; the message is one sentence that names the cure. */
public final class NotTrainedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotTrainedException(String message, Throwable cause) {
    super(message, cause);
  }
}
