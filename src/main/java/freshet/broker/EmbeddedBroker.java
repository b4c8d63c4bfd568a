package freshet.broker;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running Kafka broker in this process, reachable by any Kafka client on this machine.
 *
 * <p>One node is broker, controller and quorum. Topics, offsets and transactions lie in its
 * directory and outlive a restart and a killed process. As in any Kafka, a record is safe from a
 * power cut only once the operating system has written it.
 *
 * <p>A fault after which Kafka could serve something other than what its log says, such as a failed
 * disk, ends the process after it was logged, as it does in Kafka's own server.
 */
public final class EmbeddedBroker implements AutoCloseable {
  /** The longest that {@link #close()} waits. */
  public static final Duration CLOSE_LIMIT = Duration.ofSeconds(8);

  private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);

  private final Path directory;
  private final String bootstrapServers;
  private final KraftNode node;
  private final DirectoryLock lock;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedBroker(
      Path directory, String bootstrapServers, KraftNode node, DirectoryLock lock) {
    this.directory = directory;
    this.bootstrapServers = bootstrapServers;
    this.node = node;
    this.lock = lock;
  }

  /**
   * Starts a broker and returns when it serves clients: some 2 s after a clean stop, some 4 s after
   * a kill.
   *
   * @throws BrokerStartException if a port or the directory is in use or not to be had
   */
  public static EmbeddedBroker start(BrokerSettings settings) {
    Path directory = settings.directory().toAbsolutePath().normalize();
    DirectoryLock lock = DirectoryLock.acquire(directory);
    ListenerSockets sockets = null;
    KraftNode node = null;
    try {
      sockets = ListenerSockets.bind(settings);
      node = new KraftNode(settings, sockets);
      node.start();
      log.debug("Kafka is at {}, its data in {}", sockets.clients(), directory);
      return new EmbeddedBroker(directory, sockets.clients(), node, lock);
    } catch (BrokerStartException e) {
      throw undone(e, node, sockets, lock);
    } catch (Exception e) {
      throw undone(
          new BrokerStartException(
              "The embedded broker cannot start on "
                  + directory
                  + " ("
                  + e
                  + "); if its files are damaged, move them away or choose another directory with"
                  + " --data-dir.",
              e),
          node,
          sockets,
          lock);
    }
  }

  /** Where Kafka clients connect, as {@code host:port}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /**
   * Writes everything down and stops, within {@link #CLOSE_LIMIT}; what a broker that is slower
   * leaves undone is repaired at its next start, as after a kill. Closing twice does nothing.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    // A daemon, so that a stop that hangs cannot keep the process alive.
    Thread stopping = new Thread(this::stop, "broker-stop");
    stopping.setDaemon(true);
    stopping.start();
    try {
      stopping.join(CLOSE_LIMIT.toMillis());
      if (stopping.isAlive()) {
        log.warn(
            "The broker did not stop within {} s; its next start repairs {}",
            CLOSE_LIMIT.toSeconds(),
            directory);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      log.warn("Interrupted while the broker stops; its next start repairs {}", directory);
    }
  }

  private void stop() {
    try {
      node.stop();
    } catch (RuntimeException e) {
      log.warn("The broker stopped with an error; its next start repairs {}", directory, e);
    } finally {
      // Only now: while the node still writes, no other may open the directory.
      try {
        lock.close();
      } catch (IOException e) {
        log.warn("The lock of {} did not close; it ends with this process", directory, e);
      }
    }
  }

  private static BrokerStartException undone(
      BrokerStartException failure, KraftNode node, ListenerSockets sockets, DirectoryLock lock) {
    try (lock;
        sockets) {
      if (node != null) {
        node.stop();
      }
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }
}
