package freshet.broker;

/** The embedded broker could not start; the message is one sentence that names the cure. */
public final class BrokerStartException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BrokerStartException(String message) {
    super(message);
  }

  BrokerStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
