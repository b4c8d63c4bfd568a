package freshet.stream;

import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.util.Optional;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * What came out of reading a record that others wrote: a value, or the reason why there is none. A
 * record nobody can read thus reaches the topology as data, and is set aside instead of stopping
 * the stream.
 *
 * @param raw the bytes as they came; null for a tombstone
 * @param value what they say; empty for a tombstone and where they cannot be read
 * @param problem why they cannot be read
 */
@SuppressWarnings("ArrayRecordComponent") // carried from one place to the next, never compared
public record Decoded<V>(byte[] raw, Optional<V> value, Optional<String> problem) {

  /** Whether this is a tombstone: there were no bytes, so there was nothing to read. */
  public boolean isTombstone() {
    return raw == null;
  }

  /**
   * A serde that reads with {@code inner}. Only what is wrong with the bytes becomes a {@link
   * #problem}; when a registry cannot be reached the failure is thrown on, since the same bytes
   * will be readable later.
   */
  public static <V> Serde<Decoded<V>> serde(Serde<V> inner) {
    Serializer<Decoded<V>> serializer = (topic, decoded) -> decoded == null ? null : decoded.raw();
    return new Serde<>() {
      @Override
      public Serializer<Decoded<V>> serializer() {
        return serializer;
      }

      @Override
      public Deserializer<Decoded<V>> deserializer() {
        return new DecodedDeserializer<>(inner.deserializer());
      }
    };
  }

  /** Whether the same bytes may be readable later: something on the way could not be reached. */
  static boolean isTransient(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SocketException
          || cause instanceof InterruptedIOException
          || cause instanceof UnknownHostException
          || cause instanceof HttpTimeoutException
          || cause instanceof RetriableException) {
        return true;
      }
    }
    return false;
  }

  private record DecodedDeserializer<V>(Deserializer<V> inner) implements Deserializer<Decoded<V>> {
    @Override
    public Decoded<V> deserialize(String topic, byte[] bytes) {
      throw new UnsupportedOperationException("the headers are needed");
    }

    @Override
    public Decoded<V> deserialize(String topic, Headers headers, byte[] bytes) {
      if (bytes == null) {
        return new Decoded<>(null, Optional.empty(), Optional.empty());
      }
      try {
        V value = inner.deserialize(topic, headers, bytes);
        return value == null
            ? new Decoded<>(bytes, Optional.empty(), Optional.of("the value says nothing"))
            : new Decoded<>(bytes, Optional.of(value), Optional.empty());
      } catch (SerializationException e) {
        if (isTransient(e)) {
          throw e;
        }
        return new Decoded<>(bytes, Optional.empty(), Optional.of(reason(e)));
      }
    }

    private static String reason(Throwable error) {
      Throwable cause = error.getCause();
      return cause == null || cause.getMessage() == null
          ? String.valueOf(error.getMessage())
          : error.getMessage() + ": " + cause.getMessage();
    }
  }
}
