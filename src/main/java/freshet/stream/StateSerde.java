package freshet.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Serde of state and of what travels between sub-topologies: one version byte, then the value in
 * its {@link StateFormat}. No registry is asked, so internal topics do not fill it with subjects.
 *
 * <p>Kafka Streams shares one serde among its threads; encoder, decoder and buffer are therefore
 * thread-local.
 *
 * @param format the layout
 */
public record StateSerde<T>(StateFormat<T> format) implements Serde<T> {

  /**
   * By how many versions a later release may be ahead that was run before this one. What is further
   * away was never written by any: it is poison, and not a reason to stop.
   */
  private static final int NEWER = 15;

  private static final ThreadLocal<Writing> WRITING = ThreadLocal.withInitial(Writing::new);
  private static final ThreadLocal<BinaryDecoder> READING = new ThreadLocal<>();

  private static final class Writing {
    private static final int KEEP_AT_MOST = 1 << 20;
    private ByteArrayOutputStream buffer = new ByteArrayOutputStream(4096);
    private BinaryEncoder encoder;

    <T> byte[] write(StateFormat<T> format, T value) throws IOException {
      buffer.reset();
      buffer.write(format.version());
      encoder = EncoderFactory.get().binaryEncoder(buffer, encoder);
      format.write(value, encoder);
      encoder.flush();
      byte[] bytes = buffer.toByteArray();
      if (bytes.length > KEEP_AT_MOST) {
        buffer = new ByteArrayOutputStream(4096);
      }
      return bytes;
    }
  }

  @Override
  public Serializer<T> serializer() {
    return (topic, value) -> {
      if (value == null) {
        return null;
      }
      try {
        return WRITING.get().write(format, value);
      } catch (IOException e) {
        throw new SerializationException("cannot write a " + format.name(), e);
      }
    };
  }

  @Override
  public Deserializer<T> deserializer() {
    return (topic, bytes) -> bytes == null ? null : read(bytes);
  }

  private T read(byte[] bytes) {
    if (bytes.length == 0) {
      throw new SerializationException("a stored " + format.name() + " is empty");
    }
    if (bytes[0] < 1 || bytes[0] > format.version() + NEWER) {
      throw new SerializationException(
          "a stored %s begins with byte %d, which is the version of no layout"
              .formatted(format.name(), bytes[0]));
    }
    if (!format.reads(bytes[0])) {
      throw new IncompatibleStateException(
          "a stored %s has layout version %d, this release reads version %d; run the release that wrote it, or raise streams.generation and run freshet rebuild, which builds the state anew from the log"
              .formatted(format.name(), bytes[0], format.version()));
    }
    try {
      BinaryDecoder decoder =
          DecoderFactory.get().binaryDecoder(bytes, 1, bytes.length - 1, READING.get());
      READING.set(decoder);
      return format.read(bytes[0], decoder);
    } catch (IOException | RuntimeException e) {
      throw new SerializationException("a stored " + format.name() + " is corrupt", e);
    }
  }
}
