package freshet.model.spool;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Interactions in the order they were read, in a file that is gone when it is closed: {@value
 * #BYTES} bytes each, whatever their names. What it holds in memory does not grow.
 */
public final class Spool implements AutoCloseable {
  static final int BYTES = 4 + 4 + 4 + 8 + 8;

  /** A whole number of interactions. */
  private static final int BUFFER = BYTES * 2048;

  private final FileChannel file;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private long size;

  /**
   * An empty spool.
   *
   * @param file empty as well
   */
  public Spool(FileChannel file) {
    this.file = file;
  }

  /** Is shown interactions in the order they were appended. */
  @FunctionalInterface
  public interface Reader {
    /**
     * Is shown the next one.
     *
     * @param user counted from 0
     * @param item counted from 0
     * @param type counted from 1; negative for one that takes back what had the positive
     * @param millis event time since 1970
     * @param event hash of its id, by which an event that was sent twice is known; 0 for none
     */
    void take(int user, int item, int type, long millis, long event);
  }

  /** Appends one; see {@link Reader} for what the numbers mean. */
  public void append(int user, int item, int type, long millis, long event) throws IOException {
    if (!buffer.hasRemaining()) {
      flush();
    }
    buffer.putInt(user).putInt(item).putInt(type).putLong(millis).putLong(event);
    size++;
  }

  /** How many were appended. */
  public long size() {
    return size;
  }

  /** Reads all of them; as often as wanted, also between appending. */
  public void forEach(Reader reader) throws IOException {
    flush();
    long end = size * BYTES;
    for (long at = 0; at < end; ) {
      buffer.clear().limit((int) Math.min(BUFFER, end - at));
      while (buffer.hasRemaining()) {
        int read = file.read(buffer, at);
        if (read < 0) {
          throw new EOFException("what was written is gone");
        }
        at += read;
      }
      buffer.flip();
      while (buffer.hasRemaining()) {
        reader.take(
            buffer.getInt(), buffer.getInt(), buffer.getInt(), buffer.getLong(), buffer.getLong());
      }
    }
    buffer.clear();
  }

  private void flush() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      file.write(buffer);
    }
    buffer.clear();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
