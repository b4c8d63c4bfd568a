package freshet.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** Keeps the checkpoint of one import in a small JSON file, always whole. */
public final class CheckpointFile {
  private static final ObjectMapper JSON =
      new ObjectMapper().configure(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, true);

  private final Path path;

  CheckpointFile(Path path) {
    this.path = path;
  }

  /**
   * The checkpoint of importing one log to one destination.
   *
   * @param dataDir where Freshet keeps its data; the file is in its folder {@code imports}
   */
  public static CheckpointFile of(Path dataDir, RecordedLog log, String destination) {
    String name = Fingerprint.of(List.of(log.fingerprint(), destination)) + ".json";
    return new CheckpointFile(dataDir.resolve("imports").resolve(name));
  }

  public Path path() {
    return path;
  }

  /** What was saved last, if anything. */
  public Optional<Checkpoint> load() {
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(path), Checkpoint.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JsonProcessingException | NullPointerException e) {
      throw new UnreadableLogException(
          path + " is no checkpoint of an import; delete it, or import with --restart", e);
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be read; check who may read it", e);
    }
  }

  /** Replaces what was saved before, at once or not at all. */
  void save(Checkpoint checkpoint) {
    Path written = path.resolveSibling(path.getFileName() + ".new");
    try {
      Files.createDirectories(path.getParent());
      try (FileChannel file =
          FileChannel.open(
              written,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer bytes =
            ByteBuffer.wrap(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(checkpoint));
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
        file.force(true);
      }
      Files.move(
          written, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(
          path + " cannot be written; check the disk and who may write there", e);
    }
  }
}
