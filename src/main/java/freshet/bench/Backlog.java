package freshet.bench;

import freshet.process.ChildProcess;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What an application of Kafka Streams has yet to process: of the topic it reads and of those it
 * sends to itself between its sub-topologies.
 *
 * <p>How far it is, is asked before where the topics end, and the ends include what is not
 * committed yet: whatever an event that counts as processed has been turned into lies before them.
 * So nothing that is on its way is overlooked. The last thing in a partition that is written in
 * transactions is the marker of a commit; the application need not have read past that, so what is
 * left is read to see whether there is any record in it.
 */
public final class Backlog implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMillis(50);
  private static final Duration STALLED_AFTER = Duration.ofSeconds(60);
  private static final Duration READ_LIMIT = Duration.ofSeconds(1);
  private static final Duration POLL = Duration.ofMillis(100);

  /** More than the markers that can be left. */
  private static final long FEW = 4;

  private final KafkaView kafka;
  private final String application;
  private final String source;
  private final KafkaConsumer<byte[], byte[]> consumer;

  /**
   * @param application its {@code application.id}
   * @param source the topic it reads
   */
  public Backlog(String bootstrapServers, String application, String source) {
    this.kafka = new KafkaView(bootstrapServers);
    this.application = application;
    this.source = source;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false,
                // Behind a marker nothing comes: nothing is to be waited for.
                "fetch.max.wait.ms",
                10),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  private boolean isRead(String topic) {
    return topic.equals(source)
        || (topic.startsWith(application + "-") && topic.endsWith("-repartition"));
  }

  /**
   * Waits until all is processed that has been sent so far.
   *
   * @param server the process it runs in
   * @throws FailedBenchException if the process ends, or makes no progress for a minute
   */
  public void awaitEmpty(ChildProcess server) throws InterruptedException {
    List<TopicPartition> partitions = kafka.partitions(this::isRead);
    long reached = -1;
    long since = System.nanoTime();
    while (true) {
      server.requireAlive();
      Map<TopicPartition, Long> committed = kafka.committed(application);
      Map<TopicPartition, Long> ends = kafka.ends(partitions);
      Map<TopicPartition, Long> behind = new HashMap<>();
      ends.forEach(
          (partition, end) -> {
            long left = end - committed.getOrDefault(partition, 0L);
            if (left > 0) {
              behind.put(partition, left);
            }
          });
      if (holdsNoRecord(behind, committed, ends)) {
        return;
      }
      long now = committed.values().stream().mapToLong(Long::longValue).sum();
      if (now > reached) {
        reached = now;
        since = System.nanoTime();
      } else if (System.nanoTime() - since > STALLED_AFTER.toNanos()) {
        throw server.failure(
            "has processed nothing for %d s with %d records left"
                .formatted(
                    STALLED_AFTER.toSeconds(),
                    behind.values().stream().mapToLong(Long::longValue).sum()));
      }
      TimeUnit.NANOSECONDS.sleep(INTERVAL.toNanos());
    }
  }

  private boolean holdsNoRecord(
      Map<TopicPartition, Long> behind,
      Map<TopicPartition, Long> committed,
      Map<TopicPartition, Long> ends) {
    if (behind.values().stream().anyMatch(left -> left > FEW)) {
      return false;
    }
    if (behind.isEmpty()) {
      return true;
    }
    consumer.assign(behind.keySet());
    behind
        .keySet()
        .forEach(partition -> consumer.seek(partition, committed.getOrDefault(partition, 0L)));
    long deadline = System.nanoTime() + READ_LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      if (!records.isEmpty()) {
        return false;
      }
      if (behind.keySet().stream()
          .allMatch(partition -> consumer.position(partition, READ_LIMIT) >= ends.get(partition))) {
        return true;
      }
    }
    // A transaction is open: there is something left.
    return false;
  }

  @Override
  public void close() {
    consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(5)));
    kafka.close();
  }
}
