package freshet.model.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Places for interactions in a file that is mapped into memory: the system keeps as much of it
 * there as it has room for, and none counts as Java's. More than 2 GiB are several maps.
 *
 * <p>The maps go when nothing refers to them any more; Java has no other way to end them.
 */
final class MappedSlots implements AutoCloseable {
  /** An item, a type, an event time and the hash of an event id. */
  static final int BYTES = 4 + 4 + 8 + 8;

  private static final int TYPE = 4;
  private static final int TIME = 8;
  private static final int EVENT = 16;
  private static final int ZEROS = 1 << 20;

  private final FileChannel file;
  private final MappedByteBuffer[] maps;
  private final long perMap;

  /**
   * Makes room.
   *
   * @param perMap how many places a map holds at most, up to 2 GiB
   * @throws IOException if the disk is full, among others
   */
  MappedSlots(FileChannel file, long slots, long perMap) throws IOException {
    this.file = file;
    this.perMap = perMap;
    long bytes = Math.multiplyExact(slots, BYTES);
    // Written now: to run out of disk in the midst of a map would end the process.
    ByteBuffer zeros = ByteBuffer.allocateDirect(ZEROS);
    for (long at = 0; at < bytes; ) {
      zeros.clear().limit((int) Math.min(ZEROS, bytes - at));
      at += file.write(zeros, at);
    }
    maps = new MappedByteBuffer[Math.toIntExact((slots + perMap - 1) / perMap)];
    for (int i = 0; i < maps.length; i++) {
      long from = i * perMap * BYTES;
      maps[i] =
          file.map(FileChannel.MapMode.READ_WRITE, from, Math.min(perMap * BYTES, bytes - from));
    }
  }

  void put(long slot, int item, int type, long millis, long event) {
    MappedByteBuffer map = map(slot);
    int at = at(slot);
    map.putInt(at, item)
        .putInt(at + TYPE, type)
        .putLong(at + TIME, millis)
        .putLong(at + EVENT, event);
  }

  void putItem(long slot, int item) {
    map(slot).putInt(at(slot), item);
  }

  int item(long slot) {
    return map(slot).getInt(at(slot));
  }

  int type(long slot) {
    return map(slot).getInt(at(slot) + TYPE);
  }

  long millis(long slot) {
    return map(slot).getLong(at(slot) + TIME);
  }

  long event(long slot) {
    return map(slot).getLong(at(slot) + EVENT);
  }

  private MappedByteBuffer map(long slot) {
    return maps[(int) (slot / perMap)];
  }

  private int at(long slot) {
    return (int) (slot % perMap) * BYTES;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
