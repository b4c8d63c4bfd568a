package freshet.process;

/** A child process that did not do what it was started for: what became of it and what it said. */
public final class FailedProcessException extends RuntimeException {
  private static final long serialVersionUID = 1;

  FailedProcessException(String message) {
    super(message);
  }

  FailedProcessException(String message, Throwable cause) {
    super(message, cause);
  }
}
