package freshet.bench.load;

import freshet.bench.FailedBenchException;
import freshet.bench.InteractionProducer;
import freshet.bench.SerializedInteraction;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Interactions that flow into Kafka at a fixed rate, from a thread of its own, until closed. */
public final class EventFlow implements AutoCloseable {
  private static final Duration END_LIMIT = Duration.ofSeconds(5);

  private final InteractionProducer producer;
  private final String topic;
  private final Supplier<SerializedInteraction> events;
  private final Schedule schedule;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
  private final Thread thread = new Thread(this::run, "bench-events");

  private EventFlow(
      InteractionProducer producer,
      String topic,
      Supplier<SerializedInteraction> events,
      double perSecond) {
    this.producer = producer;
    this.topic = topic;
    this.events = events;
    this.schedule = Schedule.now(perSecond);
  }

  /**
   * Begins.
   *
   * @param events asked by one thread only
   */
  public static EventFlow start(
      InteractionProducer producer,
      String topic,
      Supplier<SerializedInteraction> events,
      double perSecond) {
    EventFlow flow = new EventFlow(producer, topic, events, perSecond);
    flow.thread.setDaemon(true);
    flow.thread.start();
    return flow;
  }

  private void run() {
    try {
      while (true) {
        Schedule.await(schedule.due(sent.get()));
        producer.send(topic, events.get());
        sent.incrementAndGet();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure.set(e);
    }
  }

  /** How many have been handed over. */
  public long sent() {
    return sent.get();
  }

  /**
   * Makes sure that it flows, and that Kafka takes it.
   *
   * @throws FailedBenchException if it does not
   */
  public void requireFlowing() {
    RuntimeException error = failure.get();
    if (error != null) {
      throw new FailedBenchException(
          "events do not flow any more (%s); look whether the server still runs"
              .formatted(error.getMessage()),
          error);
    }
    producer.flush();
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      TimeUnit.NANOSECONDS.timedJoin(thread, END_LIMIT.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
