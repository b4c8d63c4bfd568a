package freshet.model.spool;

import java.io.IOException;
import java.nio.file.Path;

/** What is read cannot be kept on disk; the message is one sentence that names the cure. */
public final class SpoolException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SpoolException(Path folder, IOException cause) {
    super(
        "interactions cannot be kept in %s (%s); make room there, or name another folder with --work-dir"
            .formatted(folder, cause.getMessage()),
        cause);
  }
}
