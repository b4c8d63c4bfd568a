package freshet.app;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Bytes that Kafka clients have sent or received: also those of clients that have been closed
 * since, as when a stream thread is replaced, up to when they were last looked at. A counter never
 * falls.
 */
final class ClientBytes {
  /** Over all brokers: those of each by itself are in groups of their own. */
  private static final Set<String> GROUPS =
      Set.of("producer-metrics", "consumer-metrics", "admin-client-metrics");

  private final String metric;

  /** Guarded by this, as the total. */
  private final Map<String, Double> last = new HashMap<>();

  private double total;

  /**
   * @param direction {@code outgoing} or {@code incoming}
   */
  ClientBytes(String direction) {
    this.metric = direction + "-byte-total";
  }

  /** All of them so far. */
  synchronized double of(Map<MetricName, ? extends Metric> metrics) {
    for (Metric found : metrics.values()) {
      MetricName name = found.metricName();
      if (name.name().equals(metric)
          && GROUPS.contains(name.group())
          && found.metricValue() instanceof Number value) {
        String client = name.group() + " " + name.tags().get("client-id");
        double before = last.getOrDefault(client, 0.0);
        // One that begins anew under an old name has sent what it says.
        total += value.doubleValue() - (value.doubleValue() < before ? 0 : before);
        last.put(client, value.doubleValue());
      }
    }
    return total;
  }
}
