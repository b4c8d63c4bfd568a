package freshet.http;

/** The server cannot listen where it should; the message is one sentence that names the cure. */
public final class CannotListenException extends RuntimeException {
  private static final long serialVersionUID = 1;

  CannotListenException(String message, Throwable cause) {
    super(message, cause);
  }
}
