package freshet.broker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The right to be the one broker in a directory, held while the process lives.
 *
 * <p>Kafka locks its directory too, but only after it has opened, and perhaps repaired, the
 * metadata log that another broker is writing.
 */
final class DirectoryLock implements AutoCloseable {
  private static final String FILE = "freshet.lock";

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Makes the directory if it is missing, and locks it or throws at once. */
  static DirectoryLock acquire(Path directory) {
    FileChannel channel;
    try {
      Files.createDirectories(directory);
      channel =
          FileChannel.open(
              directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw notWritable(directory, e);
    }
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new DirectoryLock(channel);
      }
      throw inUse(directory, null);
    } catch (OverlappingFileLockException e) {
      throw closing(channel, inUse(directory, e));
    } catch (IOException e) {
      throw closing(channel, notWritable(directory, e));
    } catch (BrokerStartException e) {
      throw closing(channel, e);
    }
  }

  /** Lets the next broker in. The file stays: removing it could remove a lock just taken. */
  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static BrokerStartException closing(FileChannel channel, BrokerStartException failure) {
    try {
      channel.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  private static BrokerStartException inUse(Path directory, Throwable cause) {
    return new BrokerStartException(
        "The data directory "
            + directory
            + " is in use by another running Freshet; stop that one, or choose another directory"
            + " with --data-dir.",
        cause);
  }

  private static BrokerStartException notWritable(Path directory, IOException cause) {
    return new BrokerStartException(
        "The data directory "
            + directory
            + " cannot be written ("
            + cause
            + "); make it writable, or choose another one with --data-dir.",
        cause);
  }
}
