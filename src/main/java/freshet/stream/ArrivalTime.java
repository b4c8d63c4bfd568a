package freshet.stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * When a record arrived, as its topic has it; a record without a time arrived when the one before
 * it did, since the extractor that Kafka Streams would use stops the stream there.
 */
public final class ArrivalTime implements TimestampExtractor {
  @Override
  public long extract(ConsumerRecord<Object, Object> message, long before) {
    return message.timestamp() >= 0 ? message.timestamp() : Math.max(0, before);
  }
}
