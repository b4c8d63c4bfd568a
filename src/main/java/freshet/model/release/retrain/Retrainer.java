package freshet.model.release.retrain;

import freshet.avro.RetrainRecord;
import freshet.model.release.Release;
import freshet.stream.DeadLetter;
import freshet.stream.Decoded;
import freshet.stream.Topic;
import freshet.stream.Views;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains when the `retrain` log says so: of all instances the one that Kafka has given the log's
 * only partition, one model at a time. A request is done with when its training is over, well or
 * not; if the instance ends before that, another gets the request again. Requests that wait become
 * one.
 *
 * <p>While a training runs the partition is paused and the consumer goes on polling, so that it
 * stays in its group.
 */
public final class Retrainer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Retrainer.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
  private static final Duration END_LIMIT = Duration.ofSeconds(8);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** How often the schedule is looked at; a request of its own has come back long before. */
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

  /** A training. */
  @FunctionalInterface
  public interface Training {
    /**
     * Trains and says what came of it; returns when it is over, well or not.
     *
     * @param interactions how many interactions have ever been appended
     * @throws InterruptedException if it was interrupted, and so is to be done again
     */
    void run(RetrainRequest request, long interactions) throws InterruptedException;
  }

  /**
   * When this instance asks for models itself.
   *
   * @param past all models there were, the latest first
   * @param ready whether the past is known
   * @param log takes the requests
   */
  public record Clockwork(
      Schedule schedule,
      Supplier<List<Release>> past,
      BooleanSupplier ready,
      RetrainLog log,
      Clock clock) {}

  private final Topic<String, RetrainRecord> topic;
  private final Deserializer<Decoded<RetrainRecord>> values;
  private final String interactions;
  private final Consumer<byte[], byte[]> consumer;
  private final Training training;
  private final Clockwork clockwork;
  private final Views.Poison poison;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::work, "retrainer");

  private Optional<TopicPartition> owned = Optional.empty();
  private Optional<Waiting> waiting = Optional.empty();
  private Optional<Running> running = Optional.empty();
  private Optional<Long> uncommitted = Optional.empty();
  private long nextLook = System.nanoTime();
  private volatile boolean busy;

  /** Requests that wait, as one, and the offset behind them. */
  private record Waiting(Optional<RetrainRequest> request, long next) {}

  /** A training that was begun, and the offset behind its requests. */
  private record Running(Thread thread, long next) {}

  /**
   * Is to be started.
   *
   * @param interactions name of the topic whose records are counted
   * @param consumer in the group of all instances, without automatic commits; this closes it
   * @param poison is told of records that make no sense
   */
  public Retrainer(
      Topic<String, RetrainRecord> topic,
      String interactions,
      Consumer<byte[], byte[]> consumer,
      Training training,
      Clockwork clockwork,
      Views.Poison poison) {
    this.topic = topic;
    this.values = Decoded.serde(topic.values()).deserializer();
    this.interactions = interactions;
    this.consumer = consumer;
    this.training = training;
    this.clockwork = clockwork;
    this.poison = poison;
    thread.setDaemon(true);
  }

  /** Begins to take requests. */
  public void start() {
    thread.start();
  }

  /** Whether a training runs on this instance. */
  public boolean isTraining() {
    return busy;
  }

  private void work() {
    try {
      consumer.subscribe(List.of(topic.name()), new Ownership());
      while (!isClosing(Duration.ZERO)) {
        try {
          turn();
        } catch (InterruptException e) {
          throw e;
        } catch (KafkaException e) {
          LOG.warn("Requests for models cannot be read; it is tried again", e);
          if (isClosing(PAUSE)) {
            return;
          }
        }
      }
    } catch (InterruptException | InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end();
      close(consumer);
    }
  }

  private boolean isClosing(Duration within) throws InterruptedException {
    return closing.await(within.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void close(Consumer<byte[], byte[]> consumer) {
    try {
      consumer.close(CloseOptions.timeout(ANSWER_LIMIT));
    } catch (KafkaException e) {
      LOG.warn("The consumer of requests for models did not close properly", e);
    }
  }

  private void turn() {
    if (running.isPresent()) {
      consumer.pause(consumer.assignment());
    } else {
      consumer.resume(consumer.assignment());
    }
    ConsumerRecords<byte[], byte[]> messages = consumer.poll(POLL);
    for (ConsumerRecord<byte[], byte[]> message : messages) {
      try {
        take(message);
      } catch (KafkaException e) {
        // The registry cannot be reached, say: the same bytes can be read later.
        consumer.seek(new TopicPartition(message.topic(), message.partition()), message.offset());
        throw e;
      }
    }
    if (running.isPresent() && !running.get().thread().isAlive()) {
      uncommitted = Optional.of(running.get().next());
      running = Optional.empty();
      busy = false;
    }
    uncommitted.ifPresent(this::commit);
    // All that waits is read first: together it is one training.
    if (running.isEmpty() && messages.isEmpty() && clockwork.ready().getAsBoolean()) {
      waiting.ifPresent(this::begin);
    }
    if (owned.isPresent() && running.isEmpty() && waiting.isEmpty()) {
      lookAtSchedule();
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> message) {
    long next = message.offset() + 1;
    Optional<RetrainRequest> request = read(message);
    Optional<RetrainRequest> earlier = waiting.flatMap(Waiting::request);
    waiting =
        Optional.of(
            new Waiting(
                earlier.isPresent() && request.isPresent()
                    ? Optional.of(earlier.get().and(request.get()))
                    : earlier.or(() -> request),
                next));
  }

  private Optional<RetrainRequest> read(ConsumerRecord<byte[], byte[]> message) {
    Decoded<RetrainRecord> decoded =
        values.deserialize(topic.name(), message.headers(), message.value());
    String problem = decoded.problem().orElse("the value is null; give a request");
    if (decoded.value().isPresent()) {
      try {
        return Optional.of(RetrainTopic.fromRecord(decoded.value().get()));
      } catch (IllegalArgumentException e) {
        problem = e.getMessage();
      }
    }
    LOG.warn("A request for a model makes no sense and is set aside: {}", problem);
    poison.report(
        message.key() == null ? null : new String(message.key(), StandardCharsets.UTF_8),
        DeadLetter.of(
            decoded.raw(),
            problem,
            message.topic(),
            message.partition(),
            message.offset(),
            message.headers()));
    return Optional.empty();
  }

  private void begin(Waiting next) {
    if (next.request().isEmpty()) {
      waiting = Optional.empty();
      commit(next.next());
      return;
    }
    RetrainRequest request = next.request().get();
    long count = countInteractions();
    waiting = Optional.empty();
    Thread trainer =
        new Thread(
            () -> {
              try {
                training.run(request, count);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (RuntimeException e) {
                LOG.error("A training went wrong in a way nobody foresaw", e);
              }
            },
            "training");
    trainer.setDaemon(true);
    running = Optional.of(new Running(trainer, next.next()));
    busy = true;
    trainer.start();
  }

  /** The request is done with, well or not; nobody is to be given it again. */
  private void commit(long next) {
    uncommitted = Optional.of(next);
    if (owned.isEmpty()) {
      return;
    }
    try {
      consumer.commitSync(Map.of(owned.get(), new OffsetAndMetadata(next)), ANSWER_LIMIT);
      uncommitted = Optional.empty();
    } catch (RebalanceInProgressException | TimeoutException e) {
      LOG.info("That a training is over is noted later: {}", e.getMessage());
    } catch (CommitFailedException e) {
      uncommitted = Optional.empty();
      LOG.warn("Another instance has taken over and will train once more", e);
    }
  }

  private void lookAtSchedule() {
    if (!clockwork.schedule().isSet()
        || !clockwork.ready().getAsBoolean()
        || System.nanoTime() - nextLook < 0) {
      return;
    }
    nextLook = System.nanoTime() + BETWEEN_LOOKS.toNanos();
    clockwork
        .schedule()
        .due(clockwork.past().get(), clockwork.clock().instant(), this::countInteractions)
        .ifPresent(
            reason -> {
              var unused =
                  clockwork
                      .log()
                      .ask(reason, RetrainRequest.Wishes.NONE)
                      .whenComplete(
                          (id, error) -> {
                            if (error != null) {
                              LOG.warn("A model that is due could not be asked for", error);
                            }
                          });
            });
  }

  /** Offsets count what was ever appended, deleted or not. */
  private long countInteractions() {
    List<PartitionInfo> partitions = consumer.partitionsFor(interactions, ANSWER_LIMIT);
    return consumer
        .endOffsets(
            partitions.stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList(),
            ANSWER_LIMIT)
        .values()
        .stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  /** Called by Kafka within a poll: who trains is who owns the partition. */
  private final class Ownership implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      partitions.stream()
          .findFirst()
          .ifPresent(
              partition -> {
                owned = Optional.of(partition);
                LOG.debug("This instance trains models when one is asked for");
              });
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      if (!partitions.isEmpty()) {
        end();
        owned = Optional.empty();
        waiting = Optional.empty();
        uncommitted = Optional.empty();
      }
    }
  }

  /** Ends the training if one runs: another instance may begin it at any moment. */
  private void end() {
    running.ifPresent(
        ended -> {
          ended.thread().interrupt();
          try {
            ended.thread().join(END_LIMIT.toMillis());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          if (ended.thread().isAlive()) {
            LOG.error("A training does not end within {} s", END_LIMIT.toSeconds());
          }
        });
    running = Optional.empty();
    busy = false;
  }

  /** Ends the training if one runs, and leaves the group, so that another instance takes over. */
  @Override
  public void close() {
    closing.countDown();
    if (thread.getState() == Thread.State.NEW) {
      close(consumer);
      return;
    }
    try {
      thread.join(END_LIMIT.plus(ANSWER_LIMIT).toMillis());
      if (thread.isAlive()) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
