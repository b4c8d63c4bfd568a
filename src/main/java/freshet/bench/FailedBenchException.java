package freshet.bench;

/** A benchmark that has no result: one sentence that says why and names the cure. */
public class FailedBenchException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public FailedBenchException(String message) {
    super(message);
  }

  public FailedBenchException(String message, Throwable cause) {
    super(message, cause);
  }
}
