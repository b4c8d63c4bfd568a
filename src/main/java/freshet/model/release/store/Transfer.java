package freshet.model.release.store;

import freshet.model.release.store.Incoming.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Bytes from a stream into an artifact that is arriving. */
final class Transfer {
  private static final int BUFFER = 1 << 16;

  private Transfer() {}

  /** Copies one file, and not a byte more than it has to be and one. */
  static void copy(InputStream from, Part part, Incoming into) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long offset = 0;
    for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
      into.write(part, offset, ByteBuffer.wrap(buffer, 0, read));
      offset += read;
    }
  }
}
