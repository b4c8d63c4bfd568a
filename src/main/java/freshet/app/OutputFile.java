package freshet.app;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file a command writes when its work is done: whole, or not at all. */
final class OutputFile {
  private final String option;
  private final Path path;

  private OutputFile(String option, Path path) {
    this.option = option;
    this.path = path;
  }

  /**
   * A file that can be written, found out before the work begins.
   *
   * @param option of the command line that names it
   * @throws FailedCommandException if it cannot be written
   */
  static OutputFile at(String option, Path path) {
    OutputFile file = new OutputFile(option, path);
    if (Files.isDirectory(path)) {
      throw file.failed("is a folder; name a file in it", null);
    }
    if (file.isSpecial()) {
      return file;
    }
    if (!Files.isDirectory(file.folder())) {
      throw file.failed(
          "lies in %s, which is no folder; make it first".formatted(file.folder()), null);
    }
    try {
      Files.writeString(file.unfinished(), "");
      Files.delete(file.unfinished());
    } catch (IOException e) {
      throw file.failed(reason(e), e);
    }
    return file;
  }

  /**
   * Replaces what was in it.
   *
   * @throws FailedCommandException if that fails; what was in it is still there
   */
  void write(String content) {
    try {
      if (isSpecial()) {
        Files.writeString(path, content);
        return;
      }
      try {
        Files.writeString(unfinished(), content);
        Path target = Files.exists(path) ? path.toRealPath() : path;
        Files.move(
            unfinished(),
            target,
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(unfinished());
      }
    } catch (IOException e) {
      throw failed(reason(e), e);
    }
  }

  /** A terminal or a pipe, such as /dev/stdout, cannot be replaced. */
  private boolean isSpecial() {
    return Files.exists(path) && !Files.isRegularFile(path);
  }

  private Path folder() {
    return path.toAbsolutePath().getParent();
  }

  /** Beside the file it becomes, and this process's own. */
  private Path unfinished() {
    return folder()
        .resolve("." + path.getFileName() + "." + ProcessHandle.current().pid() + ".new");
  }

  private static String reason(IOException e) {
    return e instanceof AccessDeniedException || e instanceof NoSuchFileException
        ? "cannot be written; check who may write there"
        : "cannot be written (%s); check the disk and who may write there"
            .formatted(e.getMessage());
  }

  private FailedCommandException failed(String reason, IOException cause) {
    return new FailedCommandException("%s %s %s".formatted(option, path, reason), cause);
  }
}
