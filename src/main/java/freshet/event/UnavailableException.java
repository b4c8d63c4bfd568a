package freshet.event;

/** Something needed right now does not answer; trying again later is the cure. */
public final class UnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public UnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
