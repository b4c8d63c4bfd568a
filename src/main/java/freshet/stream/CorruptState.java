package freshet.stream;

import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** Tells files of stores that nobody can read any more from everything else that can go wrong. */
public final class CorruptState {
  private CorruptState() {}

  /**
   * Whether that is why something failed. A disk that is full, say, is another matter: what is
   * written there is good.
   */
  public static boolean isCauseOf(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof RocksDBException found
          && found.getStatus() != null
          && found.getStatus().getCode() == Status.Code.Corruption) {
        return true;
      }
    }
    return false;
  }
}
