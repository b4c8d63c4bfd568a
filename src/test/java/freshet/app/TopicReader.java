package freshet.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads topics as any outsider can: an ordinary consumer that sees what is committed. */
record TopicReader(String bootstrapServers) {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(200);

  /** Everything in the topic so far, in order by partition. */
  List<ConsumerRecord<String, byte[]>> all(String topic) {
    return all(topic, new ByteArrayDeserializer());
  }

  <V> List<ConsumerRecord<String, V>> all(String topic, Deserializer<V> values) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers", bootstrapServers,
            "isolation.level", "read_committed",
            "auto.offset.reset", "earliest");
    try (KafkaConsumer<String, V> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), values)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic, LIMIT).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, LIMIT);
      List<ConsumerRecord<String, V>> records = new ArrayList<>();
      long deadline = System.nanoTime() + LIMIT.toNanos();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey(), LIMIT) < end.getValue())) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError("the end of " + topic + " was not reached in " + LIMIT);
        }
        consumer.poll(POLL).forEach(records::add);
      }
      return records;
    }
  }

  /** What a compacted topic says of each key: the last word, without the keys it has deleted. */
  Map<String, List<Byte>> table(String topic) {
    Map<String, List<Byte>> table = new LinkedHashMap<>();
    for (ConsumerRecord<String, byte[]> record : all(topic)) {
      if (record.value() == null) {
        table.remove(record.key());
      } else {
        table.put(record.key(), bytes(record.value()));
      }
    }
    return table;
  }

  /** Bytes that can be compared. */
  static List<Byte> bytes(byte[] value) {
    Byte[] boxed = new Byte[value.length];
    Arrays.setAll(boxed, i -> value[i]);
    return List.of(boxed);
  }
}
