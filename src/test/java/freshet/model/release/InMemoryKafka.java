package freshet.model.release;

import freshet.registry.EmbeddedRegistry;
import freshet.registry.InMemorySchemaLog;
import freshet.registry.LocalRegistry;
import freshet.registry.ValueSerdes;
import freshet.stream.TopicWriter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;

/** Topics of one partition in memory, with Kafka's own mocks: what is written can be read. */
public final class InMemoryKafka {
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final ValueSerdes serdes =
      ValueSerdes.from(
          Map.of("auto.register.schemas", true),
          new LocalRegistry(new EmbeddedRegistry(new InMemorySchemaLog())));
  private volatile boolean down;

  public ValueSerdes serdes() {
    return serdes;
  }

  public TopicWriter writer() {
    return new TopicWriter(producer);
  }

  /** Consumers that see everything that was and will be written. */
  public Supplier<Consumer<byte[], byte[]>> readers() {
    return () -> new Reader(this);
  }

  /** From now on readers are not answered, or are again. */
  public void setDown(boolean now) {
    down = now;
  }

  /** Every record of a topic so far; the place is the offset. */
  public List<ProducerRecord<byte[], byte[]>> records(String topic) {
    return producer.history().stream().filter(record -> record.topic().equals(topic)).toList();
  }

  /** Appends what nobody's serde has made. */
  public void append(String topic, byte[] key, byte[] value) {
    var unused = producer.send(new ProducerRecord<>(topic, key, value));
  }

  /** A consumer on these topics. */
  public static class Reader extends MockConsumer<byte[], byte[]> {
    private static final Duration AWAIT = Duration.ofMillis(5);

    private final InMemoryKafka kafka;

    public Reader(InMemoryKafka kafka) {
      super("earliest");
      this.kafka = kafka;
    }

    @Override
    public synchronized void assign(Collection<TopicPartition> partitions) {
      super.assign(partitions);
      partitions.forEach(partition -> updateBeginningOffsets(Map.of(partition, 0L)));
    }

    @Override
    public synchronized Map<TopicPartition, Long> endOffsets(
        Collection<TopicPartition> partitions, Duration limit) {
      if (kafka.down) {
        throw new TimeoutException("nobody answers");
      }
      return partitions.stream()
          .collect(
              java.util.stream.Collectors.toMap(
                  partition -> partition,
                  partition -> (long) kafka.records(partition.topic()).size()));
    }

    @Override
    public synchronized List<PartitionInfo> partitionsFor(String topic, Duration limit) {
      return List.of(new PartitionInfo(topic, 0, Node.noNode(), new Node[0], new Node[0]));
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration limit) {
      if (kafka.down) {
        throw new TimeoutException("nobody answers");
      }
      for (TopicPartition partition : assignment()) {
        if (paused().contains(partition)) {
          continue;
        }
        List<ProducerRecord<byte[], byte[]>> records = kafka.records(partition.topic());
        for (long offset = position(partition); offset < records.size(); offset++) {
          ProducerRecord<byte[], byte[]> record = records.get((int) offset);
          addRecord(
              new ConsumerRecord<>(partition.topic(), 0, offset, record.key(), record.value()));
        }
      }
      ConsumerRecords<byte[], byte[]> found = super.poll(Duration.ZERO);
      if (found.isEmpty()) {
        await();
      }
      return found;
    }

    /** As a broker that has nothing new; who polls again does not mind to be woken early. */
    @SuppressWarnings("WaitNotInLoop")
    private void await() {
      try {
        wait(AWAIT.toMillis());
      } catch (InterruptedException e) {
        throw new org.apache.kafka.common.errors.InterruptException(e);
      }
    }
  }

  static byte[] bytes(String text) {
    return Utils.utf8(text);
  }
}
