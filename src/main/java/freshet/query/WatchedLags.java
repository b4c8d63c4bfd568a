package freshet.query;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks again and again how far stores are behind, since that asks Kafka for the ends of their
 * changelogs, for which no request can wait. While Kafka does not answer, what was true last still
 * is: nothing is written then.
 */
public final class WatchedLags implements Lags, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedLags.class);

  /** A store that falls behind is noticed within that time. */
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private static final Duration END_LIMIT = Duration.ofSeconds(5);

  private final Supplier<Optional<KafkaStreams>> streams;
  private final Thread thread = new Thread(this::run, "standby-lags");
  private volatile Map<String, Map<Integer, LagInfo>> lags = Map.of();

  /**
   * @param streams the running topology, empty before it has been started
   */
  public WatchedLags(Supplier<Optional<KafkaStreams>> streams) {
    this.streams = streams;
    thread.setDaemon(true);
  }

  /** Begins to ask. */
  public void start() {
    thread.start();
  }

  @Override
  public OptionalLong of(String store, int partition) {
    LagInfo lag = lags.getOrDefault(store, Map.of()).get(partition);
    return lag == null ? OptionalLong.empty() : OptionalLong.of(lag.offsetLag());
  }

  /** Records that the partition lacks that is farthest behind; 0 where nothing is. */
  public long most() {
    return lags.values().stream()
        .map(Map::values)
        .flatMap(Collection::stream)
        .mapToLong(LagInfo::offsetLag)
        .max()
        .orElse(0);
  }

  private void run() {
    try {
      while (true) {
        streams.get().ifPresent(this::look);
        TimeUnit.NANOSECONDS.sleep(INTERVAL.toNanos());
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(KafkaStreams running) {
    try {
      lags = running.allLocalStorePartitionLags();
    } catch (KafkaException | IllegalStateException e) {
      // Kafka is silent, or the topology stops or starts; the sentence of its health says which.
      LOG.debug("How far standbys are behind cannot be asked now", e);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(END_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
