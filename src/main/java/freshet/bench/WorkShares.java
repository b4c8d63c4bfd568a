package freshet.bench;

import java.util.Map;
import java.util.TreeMap;

/** How instances of one application of Kafka Streams share its work. */
public final class WorkShares implements AutoCloseable {
  private final KafkaView kafka;
  private final String application;

  /**
   * @param application its {@code application.id}
   */
  public WorkShares(String bootstrapServers, String application) {
    this.kafka = new KafkaView(bootstrapServers);
    this.application = application;
  }

  /** How many partitions each instance reads now, by its {@code streams.instance-id}. */
  public Map<String, Integer> now() throws InterruptedException {
    Map<String, Integer> instances = new TreeMap<>();
    kafka
        .shares(application)
        .forEach(
            (member, partitions) -> instances.merge(instance(member), partitions, Integer::sum));
    return instances;
  }

  /** A member is called by application, instance and stream thread, a hyphen between them. */
  private String instance(String member) {
    String own =
        member.startsWith(application + "-") ? member.substring(application.length() + 1) : member;
    int thread = own.lastIndexOf('-');
    return thread < 0 ? own : own.substring(0, thread);
  }

  @Override
  public void close() {
    kafka.close();
  }
}
