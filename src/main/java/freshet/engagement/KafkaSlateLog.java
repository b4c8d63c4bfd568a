package freshet.engagement;

import freshet.avro.SlateRecord;
import freshet.event.UserId;
import freshet.recommend.experiment.Lot;
import freshet.recommend.impression.ServedSlate;
import freshet.recommend.impression.SlateLog;
import freshet.stream.Topic;
import freshet.stream.TopicWriter;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes slates to the `slates` topic, on a thread of its own: to write one may take the time that
 * Kafka or the registry needs to answer, and whoever is answered a slate waits for neither. While
 * they do not keep up slates are left out, and counted.
 */
public final class KafkaSlateLog implements SlateLog, AutoCloseable {
  /** Slates that wait to be written: some seconds of a busy site, a few MB. */
  static final int WAITING = 4_096;

  /** Slates that Kafka has not confirmed: the writer's buffer is for interactions, too. */
  static final int UNCONFIRMED = 4_096;

  /** No experiment can have this name. */
  private static final String LOT = "slates.share";

  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);
  private static final Logger LOG = LoggerFactory.getLogger(KafkaSlateLog.class);

  private final TopicWriter writer;
  private final Topic<UserId, SlateRecord> topic;
  private final double share;
  private final BlockingQueue<ServedSlate> waiting = new ArrayBlockingQueue<>(WAITING);
  private final Semaphore unconfirmed = new Semaphore(UNCONFIRMED);
  private final LongAdder noted = new LongAdder();
  private final LongAdder leftOut = new LongAdder();
  private final Thread thread = new Thread(this::writeAll, "slate-log");
  private volatile boolean closed;
  private volatile boolean failing;

  /**
   * A log that has not begun to write.
   *
   * @param writer shared with others
   * @param share of all users whose slates are noted, 0 to 1
   */
  public KafkaSlateLog(TopicWriter writer, Topic<UserId, SlateRecord> topic, double share) {
    this.writer = writer;
    this.topic = topic;
    this.share = share;
    thread.setDaemon(true);
  }

  /** Begins to write. */
  public void start() {
    thread.start();
  }

  @Override
  public boolean wants(UserId user) {
    return share > 0 && (share >= 1 || Lot.of(LOT, user) < share);
  }

  @Override
  public void note(ServedSlate slate) {
    if (!waiting.offer(slate)) {
      leftOut.increment();
    }
  }

  private void writeAll() {
    try {
      while (!closed || !waiting.isEmpty()) {
        ServedSlate slate = waiting.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        if (slate != null) {
          write(slate);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(ServedSlate slate) {
    if (!unconfirmed.tryAcquire()) {
      leftOut.increment();
      return;
    }
    CompletableFuture<Void> written;
    try {
      written = writer.append(topic, slate.user(), SlatesTopic.toRecord(slate));
    } catch (RuntimeException e) {
      // Whatever is wrong with one slate, the next is written.
      written = CompletableFuture.failedFuture(e);
    }
    var unused =
        written.whenComplete(
            (done, error) -> {
              unconfirmed.release();
              if (error == null) {
                noted.increment();
                failing = false;
              } else {
                leftOut.increment();
                tell(error);
              }
            });
  }

  private void tell(Throwable error) {
    if (!failing) {
      // Said once: there are as many slates as answers, and none of them is missed.
      failing = true;
      LOG.warn("Slates cannot be noted; they are left out until they can", error);
    }
  }

  /** How many slates Kafka has taken. */
  public long noted() {
    return noted.sum();
  }

  /** How many slates were left out because there was no room for them or Kafka took none. */
  public long leftOut() {
    return leftOut.sum();
  }

  /** Writes what waits, for at most two seconds. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join(CLOSE_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
