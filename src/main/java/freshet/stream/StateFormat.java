package freshet.stream;

import java.io.IOException;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;

/** How one kind of state value is laid out in bytes, with Avro's primitive encodings. */
public interface StateFormat<T> {
  /** Room that is made for elements before they are read. */
  int MOST_ROOM = 1_000;

  /**
   * Reads how many elements follow.
   *
   * @throws IOException if there cannot be so many
   */
  static int count(Decoder in) throws IOException {
    int count = in.readInt();
    if (count < 0) {
      throw new IOException("a count is " + count);
    }
    return count;
  }

  /**
   * For how many elements to make room before they are read. A count that is corrupt may be any
   * number, and is found out when the bytes end before it; until then it must not have cost memory.
   */
  static int room(int count) {
    return Math.min(count, MOST_ROOM);
  }

  /** What the value is, for messages: "profile". */
  String name();

  /** Version of the layout, 1 to 127; a change that old code cannot read raises it. */
  int version();

  void write(T value, Encoder out) throws IOException;

  T read(Decoder in) throws IOException;

  /** Whether a value of another version can be read as well. */
  default boolean reads(int stored) {
    return stored == version();
  }

  /**
   * Reads a value of a version that {@link #reads} says can be read.
   *
   * @param stored the version it has
   */
  default T read(int stored, Decoder in) throws IOException {
    return read(in);
  }
}
