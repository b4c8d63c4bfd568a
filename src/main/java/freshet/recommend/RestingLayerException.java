package freshet.recommend;

/**
 * A layer does not answer for a while because it failed before. Whoever watches was told then, and
 * is not told again at every request.
 */
public final class RestingLayerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Without a stack trace: it is thrown at every request, and where is always the same.
   *
   * @param message a sentence for the operator
   */
  public RestingLayerException(String message) {
    super(message, null, false, false);
  }
}
