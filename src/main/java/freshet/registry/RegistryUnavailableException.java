package freshet.registry;

import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * The registry gave no usable answer: it is unreachable, too slow, failing, or turns our
 * credentials away. It says nothing about the record at hand, which must be tried again and not be
 * taken for bad input.
 */
public final class RegistryUnavailableException extends SerializationException {
  private static final long serialVersionUID = 1;

  /** The cause that tells whoever knows only Kafka that the same record may be read later. */
  private static final class TryAgain extends RetriableException {
    private static final long serialVersionUID = 1;

    TryAgain(String message, Throwable cause) {
      super(message, cause);
    }
  }

  public RegistryUnavailableException(String message) {
    this(message, null);
  }

  public RegistryUnavailableException(String message, Throwable cause) {
    super(message, new TryAgain(message, cause));
  }
}
