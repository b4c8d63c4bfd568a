package freshet.model.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Opens files that are gone when they are closed. */
@FunctionalInterface
public interface Scratch {
  /** A new, empty file. */
  FileChannel open() throws IOException;

  /**
   * Files in a folder. Where the system allows it their names are taken away at once, so that
   * nothing is left of them even if the process is killed.
   */
  static Scratch in(Path folder) {
    return () ->
        FileChannel.open(
            Files.createTempFile(folder, "freshet-", ".spool"),
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
  }
}
