package freshet.registry;

import java.util.List;

/**
 * Where the embedded registry keeps what it knows: an ordered log that several registries may
 * share.
 *
 * <p>Used by one thread at a time. Every method ends within a bounded time and fails with {@link
 * RegistryUnavailableException} when the log does not answer.
 */
public interface SchemaLog extends AutoCloseable {
  /** What has been appended since the last call, in order; the first call reads from the start. */
  List<LogRecord> read();

  /**
   * Appends all of the records or none, and only if nobody else has appended since the last {@link
   * #read}. When it returns true the log has them for good, and the next read gives them.
   *
   * @return false if somebody else may have: read, think again, append again
   */
  boolean append(List<LogRecord> records);

  @Override
  void close();
}
