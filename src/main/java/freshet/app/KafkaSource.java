package freshet.app;

import freshet.app.train.LogSource;
import freshet.avro.InteractionRecord;
import freshet.avro.ItemRecord;
import freshet.catalog.ItemsTopic;
import freshet.event.Admission;
import freshet.event.InvalidInputException;
import freshet.event.ItemId;
import freshet.event.PersonRequest;
import freshet.event.UserId;
import freshet.ingest.Interactions;
import freshet.ingest.PersonRecords;
import freshet.model.reading.Intake;
import freshet.replay.Origin;
import freshet.replay.Refusals;
import freshet.stream.Decoded;
import freshet.stream.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The log in Kafka, as far as it goes when reading begins: what was committed to the topics {@code
 * interactions} and {@code items}. Interactions are judged as the topology judges them; one that
 * was moved to its partition, and so is there twice, counts once by its event id. What a user did
 * before being erased is left out, and what happened in the five minutes after.
 *
 * @param settings say where Kafka is
 * @param refused is told of records that make no sense
 */
record KafkaSource(Settings settings, Refusals refused) implements LogSource {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration STALLED_AFTER = Duration.ofSeconds(60);

  @Override
  public boolean readInto(Intake log, BooleanSupplier stop, LongConsumer told) {
    Topics topics = KafkaImport.topics(settings);
    Admission admission = new Admission(settings.interactionTypes());
    read(
        topics.interactions(),
        stop,
        message -> {
          take(message, admission, log);
          told.accept(log.size());
        });
    read(topics.items(), stop, message -> describe(message, log));
    return true;
  }

  private void take(
      ConsumerRecord<String, Decoded<InteractionRecord>> message, Admission admission, Intake log) {
    Decoded<InteractionRecord> decoded = message.value();
    if (decoded == null || decoded.isTombstone()) {
      forget(message, log);
      return;
    }
    if (decoded.value().isEmpty()) {
      refuse(message, decoded.problem().orElse("the value says nothing"));
      return;
    }
    InteractionRecord event = decoded.value().get();
    if (!event.getUser().equals(message.key())) {
      refuse(message, "the key is not the user");
      return;
    }
    try {
      log.add(admission.admit(Interactions.toDraft(event), arrived(message)));
    } catch (InvalidInputException e) {
      refuse(message, e.getMessage());
    }
  }

  /** Leaves out whoever was erased; who was merged into somebody else is read as they were. */
  private void forget(ConsumerRecord<String, Decoded<InteractionRecord>> message, Intake log) {
    try {
      Optional<PersonRequest> request =
          message.key() == null
              ? Optional.empty()
              : PersonRecords.read(new UserId(message.key()), message.headers(), arrived(message));
      if (request.isEmpty()) {
        refuse(message, "the value is null");
      } else if (request.get() instanceof PersonRequest.Erase erase) {
        // What came before it may have happened a little after it, by the sender's clock.
        log.forget(erase.user(), erase.until().plus(Admission.MAX_AHEAD));
      }
    } catch (InvalidInputException e) {
      refuse(message, e.getMessage());
    }
  }

  private static Instant arrived(ConsumerRecord<?, ?> message) {
    return Instant.ofEpochMilli(Math.max(0, message.timestamp()));
  }

  private void describe(ConsumerRecord<String, Decoded<ItemRecord>> message, Intake log) {
    try {
      if (message.value() == null || message.value().isTombstone()) {
        log.withdraw(new ItemId(message.key()));
      } else if (message.value().value().isPresent()) {
        log.describe(ItemsTopic.fromRecord(message.value().value().get()));
      } else {
        refuse(message, message.value().problem().orElse("the value says nothing"));
      }
    } catch (InvalidInputException e) {
      refuse(message, e.getMessage());
    }
  }

  private void refuse(ConsumerRecord<?, ?> message, String reason) {
    refused.refused(
        reason,
        new Origin(
            new Origin.Source(message.topic() + "-" + message.partition(), ""),
            message.offset(),
            message.offset()));
  }

  private <V> void read(
      Topic<?, V> topic, BooleanSupplier stop, Consumer<ConsumerRecord<String, Decoded<V>>> each) {
    Map<String, Object> config = new HashMap<>(KafkaImport.connection(settings));
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
    try (KafkaConsumer<String, Decoded<V>> consumer =
        new KafkaConsumer<>(
            config, new StringDeserializer(), Decoded.serde(topic.values()).deserializer())) {
      read(consumer, topic.name(), stop, each);
    } catch (TimeoutException e) {
      throw new FailedCommandException(
          "no Kafka answers at %s; start one with `freshet serve`, or set kafka.bootstrap.servers"
              .formatted(KafkaImport.brokers(settings)),
          e);
    } catch (KafkaException e) {
      String why = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
      throw new FailedCommandException(
          "topic %s cannot be read: %s; check that Kafka and the schema registry are up"
              .formatted(topic.name(), why),
          e);
    }
  }

  private <V> void read(
      KafkaConsumer<String, V> consumer,
      String topic,
      BooleanSupplier stop,
      Consumer<ConsumerRecord<String, V>> each) {
    Duration limit = settings.kafka().startLimit();
    List<PartitionInfo> found = consumer.partitionsFor(topic, limit);
    if (found == null || found.isEmpty()) {
      throw new FailedCommandException(
          "Kafka at %s has no topic %s; start `freshet serve` once, or check topics.prefix"
              .formatted(KafkaImport.brokers(settings), topic),
          null);
    }
    List<TopicPartition> partitions =
        found.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, limit);
    long since = System.nanoTime();
    while (!stop.getAsBoolean()
        && ends.entrySet().stream()
            .anyMatch(end -> consumer.position(end.getKey(), limit) < end.getValue())) {
      var messages = consumer.poll(POLL);
      messages.forEach(each);
      if (!messages.isEmpty()) {
        since = System.nanoTime();
      } else if (System.nanoTime() - since > STALLED_AFTER.toNanos()) {
        throw new FailedCommandException(
            "topic %s could not be read further for %d s; check the brokers"
                .formatted(topic, STALLED_AFTER.toSeconds()),
            null);
      }
    }
  }
}
