package freshet.app;

/** Settings that cannot be used: one sentence that names the setting and the cure. */
public final class InvalidSettingsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  InvalidSettingsException(String message, Throwable cause) {
    super(message, cause);
  }
}
