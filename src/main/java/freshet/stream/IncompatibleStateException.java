package freshet.stream;

/**
 * State that was written by another release and cannot be read by this one. The record that met it
 * is not to blame, and trying again does not help.
 */
public final class IncompatibleStateException extends RuntimeException {
  private static final long serialVersionUID = 1;

  IncompatibleStateException(String message) {
    super(message);
  }
}
