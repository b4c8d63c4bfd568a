package freshet.replay;

/** A recorded log as a whole cannot be read; the message is one sentence that names the cure. */
public final class UnreadableLogException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public UnreadableLogException(String message) {
    super(message);
  }

  public UnreadableLogException(String message, Throwable cause) {
    super(message, cause);
  }
}
