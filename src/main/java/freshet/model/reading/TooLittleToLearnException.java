package freshet.model.reading;

/** A log holds too little to learn from; the message says what is missing. */
public final class TooLittleToLearnException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooLittleToLearnException(String message) {
    super(message);
  }
}
