package freshet.broker;

import static org.apache.kafka.common.IsolationLevel.READ_COMMITTED;
import static org.apache.kafka.common.IsolationLevel.READ_UNCOMMITTED;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What an ordinary program does with a broker, with Kafka's ordinary clients. */
final class BrokerClient {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final String bootstrapServers;

  BrokerClient(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  void createTopic(String topic, int partitions) {
    try (Admin admin = admin()) {
      get(admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all());
    }
  }

  List<String> topics() {
    try (Admin admin = admin()) {
      return get(admin.listTopics().names()).stream().sorted().toList();
    }
  }

  /** How many partitions a consumer sees, having asked for the topic to be made if need be. */
  int partitions(String topic) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", bootstrapServers, "allow.auto.create.topics", true);
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      return consumer.partitionsFor(topic, PATIENCE).size();
    }
  }

  /** Every value in one transaction, acknowledged. */
  void produce(String topic, List<String> values) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "transactional.id",
            "test-" + topic,
            "max.block.ms",
            5000);
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      values.stream()
          .map(value -> producer.send(new ProducerRecord<>(topic, value)))
          .toList()
          .forEach(BrokerClient::get);
      producer.commitTransaction();
    }
  }

  /**
   * Writes to every partition of a topic in one transaction after the other, until the broker is
   * gone.
   *
   * @return how many were committed
   */
  int commitUntilGone(String topic, int partitions, CountDownLatch begun) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "transactional.id",
            "endless-" + topic,
            "transaction.timeout.ms",
            2000,
            "delivery.timeout.ms",
            2000,
            "request.timeout.ms",
            1000,
            "max.block.ms",
            2000);
    int committed = 0;
    KafkaProducer<String, String> producer =
        new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
    try {
      producer.initTransactions();
      while (true) {
        producer.beginTransaction();
        for (int partition = 0; partition < partitions; partition++) {
          var unused = producer.send(new ProducerRecord<>(topic, partition, null, "x"));
        }
        producer.commitTransaction();
        committed++;
        begun.countDown();
      }
    } catch (KafkaException gone) {
      return committed;
    } finally {
      producer.close(Duration.ZERO);
    }
  }

  /** Partitions in which readers of committed records do not come to the end. */
  List<Integer> withOpenTransactions(String topic) {
    try (Admin admin = admin()) {
      Map<TopicPartition, OffsetSpec> latest =
          get(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic).partitions().stream()
              .collect(
                  Collectors.toMap(
                      info -> new TopicPartition(topic, info.partition()),
                      info -> OffsetSpec.latest()));
      Map<TopicPartition, ListOffsetsResultInfo> ends =
          get(admin.listOffsets(latest, new ListOffsetsOptions(READ_UNCOMMITTED)).all());
      Map<TopicPartition, ListOffsetsResultInfo> stable =
          get(admin.listOffsets(latest, new ListOffsetsOptions(READ_COMMITTED)).all());
      return latest.keySet().stream()
          .filter(partition -> stable.get(partition).offset() < ends.get(partition).offset())
          .map(TopicPartition::partition)
          .sorted()
          .toList();
    }
  }

  /** The next values for this group, from its committed offsets on, which move past them. */
  List<String> consume(String topic, String group, int count) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "group.id",
            group,
            "auto.offset.reset",
            "earliest",
            "isolation.level",
            "read_committed",
            "enable.auto.commit",
            false,
            "max.poll.records",
            count);
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (values.size() < count && System.nanoTime() < deadline) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
          values.add(record.value());
        }
      }
      consumer.commitSync(PATIENCE);
    }
    return values;
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
