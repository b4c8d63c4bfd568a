package freshet.app;

/** A command that could not do its work: one sentence that names the cure. */
final class FailedCommandException extends RuntimeException {
  private static final long serialVersionUID = 1;

  FailedCommandException(String message, Throwable cause) {
    super(message, cause);
  }
}
