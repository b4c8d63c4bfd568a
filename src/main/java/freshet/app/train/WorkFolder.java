package freshet.app.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A folder of one run's own, which is deleted with what is in it. */
public record WorkFolder(Path path) implements AutoCloseable {
  /**
   * Makes one.
   *
   * @throws NotTrainedException if that is not possible
   */
  public static WorkFolder in(Path folder) {
    try {
      return new WorkFolder(Files.createTempDirectory(folder, "freshet-train-"));
    } catch (IOException e) {
      throw new NotTrainedException(
          "%s cannot be written; check who may write there, or name another folder with --work-dir"
              .formatted(folder),
          e);
    }
  }

  public Path file(String name) {
    return path.resolve(name);
  }

  @Override
  public void close() throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.list(path)) {
      files = found.toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
    Files.deleteIfExists(path);
  }
}
