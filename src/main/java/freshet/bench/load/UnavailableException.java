package freshet.bench.load;

import freshet.bench.FailedBenchException;

/** A server cannot be reached, breaks off, or says 503: another one may answer instead. */
final class UnavailableException extends FailedBenchException {
  private static final long serialVersionUID = 1;

  UnavailableException(String message) {
    super(message);
  }

  UnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
