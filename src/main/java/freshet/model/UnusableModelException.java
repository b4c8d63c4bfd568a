package freshet.model;

/** A model cannot be used; the message says why in a sentence an operator can act on. */
public final class UnusableModelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnusableModelException(String message) {
    super(message);
  }

  private UnusableModelException(String message, Throwable cause) {
    super(message, cause);
  }

  /** With the first line of what went wrong below. */
  public static UnusableModelException because(String what, Throwable cause) {
    String reason =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new UnusableModelException(what + ": " + reason.lines().findFirst().orElse(""), cause);
  }
}
