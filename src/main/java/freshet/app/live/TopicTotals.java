package freshet.app.live;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * How many records this instance's clients have read from and written to each topic since they were
 * started, as Kafka's own metrics tell it: nothing is counted for this.
 *
 * @param read by topic, without the prefix of its site or application
 * @param written by topic, likewise
 */
record TopicTotals(Map<String, Double> read, Map<String, Double> written) {
  private static final String READ = "records-consumed-total";
  private static final String WRITTEN = "record-send-total";

  /** State's own topics are nobody else's business. */
  private static final String CHANGELOG = "-changelog";

  /**
   * Adds up what the clients of a topology say.
   *
   * @param prefixes to take off names, the longest first
   */
  static TopicTotals of(Map<MetricName, ? extends Metric> metrics, String... prefixes) {
    Map<String, Double> read = new TreeMap<>();
    Map<String, Double> written = new TreeMap<>();
    metrics.forEach(
        (name, metric) -> {
          String topic = name.tags().get("topic");
          if (topic != null
              && !topic.endsWith(CHANGELOG)
              && metric.metricValue() instanceof Number total) {
            if (name.name().equals(READ)) {
              read.merge(bare(topic, prefixes), total.doubleValue(), Double::sum);
            } else if (name.name().equals(WRITTEN)) {
              written.merge(bare(topic, prefixes), total.doubleValue(), Double::sum);
            }
          }
        });
    return new TopicTotals(read, written);
  }

  /** Kafka's metrics write dots as underscores. */
  private static String bare(String topic, String... prefixes) {
    for (String prefix : prefixes) {
      String written = prefix.replace('.', '_');
      if (topic.startsWith(prefix) || topic.startsWith(written)) {
        return topic.substring(prefix.length());
      }
    }
    return topic;
  }
}
