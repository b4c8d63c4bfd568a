package freshet.broker;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.image.MetadataDelta;
import org.apache.kafka.image.MetadataImage;
import org.apache.kafka.image.loader.LoaderManifest;
import org.apache.kafka.image.publisher.MetadataPublisher;
import org.apache.kafka.metadata.BrokerRegistration;

/**
 * Tells when the controller no longer takes the broker's former self for alive.
 *
 * <p>After a kill the metadata still says that the broker runs and leads every partition, until its
 * session has ended. A broker that starts before that believes it: it loads the transactions its
 * former self was committing, and when the session ends meanwhile and all partitions are without a
 * leader, takes them for deleted. It then calls the transactions complete without having written
 * their markers, and whoever reads committed records waits at them for ever.
 */
final class FormerSession implements MetadataPublisher {
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  @Override
  public String name() {
    return "FormerSession";
  }

  @Override
  public void onMetadataUpdate(MetadataDelta delta, MetadataImage image, LoaderManifest manifest) {
    BrokerRegistration former = image.cluster().broker(BrokerConfig.NODE_ID);
    if (former == null || former.fenced()) {
      ended.complete(null);
    }
  }

  @Override
  public void close() {
    // It holds nothing.
  }

  /**
   * Waits until it has ended; at once if it was closed or there was none.
   *
   * @throws TimeoutException if it has not ended within the limit
   */
  void awaitEnd(Duration limit) throws TimeoutException, InterruptedException {
    try {
      ended.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("nothing else completes it", e);
    }
  }
}
