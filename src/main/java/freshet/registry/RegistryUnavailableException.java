package freshet.registry;

import org.apache.kafka.common.errors.SerializationException;

/**
 * The registry gave no usable answer: it is unreachable, too slow, failing, or turns our
 * credentials away. It says nothing about the record at hand, which must be tried again and not be
 * taken for bad input.
 */
public final class RegistryUnavailableException extends SerializationException {
  private static final long serialVersionUID = 1;

  public RegistryUnavailableException(String message) {
    super(message);
  }

  public RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
