package freshet.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;

/** What one thread needs to write records, kept between records. */
final class EncodingBuffer {
  private static final int INITIAL = 512;

  /** Above this a buffer is not kept: one huge record must not cost memory for ever. */
  private static final int LARGEST_KEPT = 1 << 20;

  private static final ThreadLocal<EncodingBuffer> OF_THREAD =
      ThreadLocal.withInitial(EncodingBuffer::new);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(INITIAL);
  private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);

  /** Writes one record in the wire format. */
  static <T> byte[] encode(int schemaId, DatumWriter<T> writer, T record) throws IOException {
    EncodingBuffer buffer = OF_THREAD.get();
    boolean reusable = false;
    try {
      byte[] value = buffer.write(schemaId, writer, record);
      reusable = value.length <= LARGEST_KEPT;
      return value;
    } finally {
      if (!reusable) {
        // After a failure the encoder still holds half a record.
        OF_THREAD.remove();
      }
    }
  }

  private <T> byte[] write(int schemaId, DatumWriter<T> writer, T record) throws IOException {
    out.reset();
    out.write(WireFormat.MAGIC);
    out.write(schemaId >>> 24);
    out.write(schemaId >>> 16);
    out.write(schemaId >>> 8);
    out.write(schemaId);
    writer.write(record, encoder);
    encoder.flush();
    return out.toByteArray();
  }
}
