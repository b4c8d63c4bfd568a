package freshet.replay;

/** The other side answered, but not as one that takes imports; trying again does not help. */
public final class RejectedImportException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public RejectedImportException(String message) {
    super(message);
  }
}
