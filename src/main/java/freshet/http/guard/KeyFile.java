package freshet.http.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of a file, as it is now: looked at once a second at most, when somebody asks, and read
 * when it has changed. A file that cannot be read or makes no sense leaves the keys as they were.
 */
public final class KeyFile implements Supplier<Keyring> {
  private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final long MAX_BYTES = 1 << 20;

  /** What tells one state of a file from another without reading it. */
  private record Version(FileTime modified, long size, Object key) {
    static Version of(Path file) throws IOException {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return new Version(now.lastModifiedTime(), now.size(), now.fileKey());
    }
  }

  private final Path file;
  private final LongSupplier nanoTime;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile Keyring keys;
  private volatile long lookedAt;
  private Version version;

  private KeyFile(Path file, LongSupplier nanoTime) throws IOException {
    this.file = file;
    this.nanoTime = nanoTime;
    this.version = Version.of(file);
    this.keys = read();
    this.lookedAt = nanoTime.getAsLong();
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if it cannot be read or makes no sense, in one sentence
   */
  public static KeyFile open(Path file) {
    return open(file, System::nanoTime);
  }

  static KeyFile open(Path file, LongSupplier nanoTime) {
    try {
      return new KeyFile(file, nanoTime);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the key file %s cannot be read; check http.keys.file".formatted(file), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the key file %s makes no sense: %s".formatted(file, e.getMessage()), e);
    }
  }

  private Keyring read() throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IllegalArgumentException("it is larger than 1 MiB; give a line per key");
    }
    return Keyring.parse(Files.readString(file));
  }

  @Override
  public Keyring get() {
    if (nanoTime.getAsLong() - lookedAt >= LOOK_EVERY.toNanos() && looking.tryLock()) {
      try {
        look();
        lookedAt = nanoTime.getAsLong();
      } finally {
        looking.unlock();
      }
    }
    return keys;
  }

  private void look() {
    Version now = null;
    try {
      now = Version.of(file);
      if (!now.equals(version)) {
        keys = read();
        LOG.info("The key file {} was read anew: {} keys", file, keys.keys().size());
      }
    } catch (IOException | IllegalArgumentException e) {
      // Once for each state of the file: it is looked at every second.
      if (!Objects.equals(now, version)) {
        LOG.error(
            "The key file {} cannot be used, and the keys stay as they were: {}",
            file,
            e instanceof IOException ? "it cannot be read" : e.getMessage());
      }
    }
    version = now;
  }
}
