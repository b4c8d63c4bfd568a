package freshet.model.release.store;

/** An artifact cannot be had or sent now, for a reason outside of it; later it may be possible. */
public final class UnreachableArtifactException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnreachableArtifactException(String message, Throwable cause) {
    super(message, cause);
  }
}
