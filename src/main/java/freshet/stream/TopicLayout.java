package freshet.stream;

import java.util.Map;

/**
 * How a topic is laid out, as its brokers say.
 *
 * @param partitions how many
 * @param replicas of the partition that has fewest
 * @param config all that holds for it, the brokers' defaults included
 */
public record TopicLayout(int partitions, int replicas, Map<String, String> config) {
  public TopicLayout {
    config = Map.copyOf(config);
  }
}
