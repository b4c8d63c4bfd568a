package freshet.registry;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;

/**
 * Reads Avro binary from an array, believing no length that goes beyond its end. Avro's own decoder
 * allocates what a length field claims, up to 2 GiB, before it looks whether the bytes are there:
 * with it, one damaged record could take the process down.
 *
 * <p>Of items that take no bytes at all, such as nulls, an array may hold no more than the bytes
 * that follow.
 */
final class RecordDecoder extends Decoder {
  private static final int MAX_VARINT = 10;

  private final byte[] bytes;
  private int position;

  RecordDecoder(byte[] bytes, int offset) {
    this.bytes = bytes;
    this.position = offset;
  }

  /** Bytes not read yet. */
  int remaining() {
    return bytes.length - position;
  }

  private byte next() throws EOFException {
    if (position >= bytes.length) {
      throw new EOFException("the record ends too early");
    }
    return bytes[position++];
  }

  /** Steps over some bytes and says where they began. */
  private int advance(long length) throws EOFException {
    if (length < 0) {
      throw new AvroRuntimeException("a length is negative: " + length);
    }
    if (length > remaining()) {
      throw new EOFException(
          "the record ends too early: %d bytes are announced, %d are there"
              .formatted(length, remaining()));
    }
    int start = position;
    position += (int) length;
    return start;
  }

  @Override
  public void readNull() {}

  @Override
  public boolean readBoolean() throws IOException {
    return next() == 1;
  }

  @Override
  public int readInt() throws IOException {
    long value = readLong();
    if (value != (int) value) {
      throw new AvroRuntimeException("a number does not fit into 32 bits: " + value);
    }
    return (int) value;
  }

  @Override
  public long readLong() throws IOException {
    long value = 0;
    for (int i = 0; i < MAX_VARINT; i++) {
      byte b = next();
      value |= (b & 0x7FL) << (7 * i);
      if (b >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw new AvroRuntimeException("a number has more than " + MAX_VARINT + " bytes");
  }

  @Override
  public float readFloat() throws IOException {
    return little(Float.BYTES).getFloat();
  }

  @Override
  public double readDouble() throws IOException {
    return little(Double.BYTES).getDouble();
  }

  private ByteBuffer little(int length) throws EOFException {
    return ByteBuffer.wrap(bytes, advance(length), length).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public Utf8 readString(Utf8 old) throws IOException {
    int length = length();
    int start = advance(length);
    return new Utf8(Arrays.copyOfRange(bytes, start, start + length));
  }

  @Override
  public String readString() throws IOException {
    int length = length();
    return new String(bytes, advance(length), length, StandardCharsets.UTF_8);
  }

  /** The length of what comes next; {@link #advance} judges it. */
  private int length() throws IOException {
    return (int) Math.max(-1, Math.min(readLong(), Integer.MAX_VALUE));
  }

  @Override
  public void skipString() throws IOException {
    advance(readLong());
  }

  @Override
  public ByteBuffer readBytes(ByteBuffer old) throws IOException {
    int length = length();
    int start = advance(length);
    return ByteBuffer.wrap(Arrays.copyOfRange(bytes, start, start + length));
  }

  @Override
  public void skipBytes() throws IOException {
    advance(readLong());
  }

  @Override
  public void readFixed(byte[] target, int start, int length) throws IOException {
    System.arraycopy(bytes, advance(length), target, start, length);
  }

  @Override
  public void skipFixed(int length) throws IOException {
    advance(length);
  }

  @Override
  public int readEnum() throws IOException {
    return readInt();
  }

  @Override
  public long readArrayStart() throws IOException {
    return blockCount();
  }

  @Override
  public long arrayNext() throws IOException {
    return blockCount();
  }

  @Override
  public long skipArray() throws IOException {
    return skipBlocks();
  }

  @Override
  public long readMapStart() throws IOException {
    return blockCount();
  }

  @Override
  public long mapNext() throws IOException {
    return blockCount();
  }

  @Override
  public long skipMap() throws IOException {
    return skipBlocks();
  }

  /** Items in the block that begins here; a negative count is followed by the block's size. */
  private long blockCount() throws IOException {
    long count = readLong();
    if (count < 0) {
      readLong();
      // Math.negateExact, since the lowest long has no positive twin.
      count = Math.negateExact(count);
    }
    if (count > remaining()) {
      throw new EOFException(
          "the record ends too early: %d items are announced, %d bytes are there"
              .formatted(count, remaining()));
    }
    return count;
  }

  /** Skips the blocks whose size is known; the count of the first one whose size is not, or 0. */
  private long skipBlocks() throws IOException {
    long count = readLong();
    while (count < 0) {
      advance(readLong());
      count = readLong();
    }
    if (count > remaining()) {
      throw new EOFException("the record ends too early: " + count + " items are announced");
    }
    return count;
  }

  @Override
  public int readIndex() throws IOException {
    return readInt();
  }
}
