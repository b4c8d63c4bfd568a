package freshet.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last resort for a record whose content stops a processor: it goes to the dead letters, in the
 * same transaction, and the stream goes on.
 *
 * <p>Only what the record itself is to blame for is set aside. Everything else — a disk, a broker,
 * a registry that cannot be reached — fails the task, which is then tried again: setting good
 * records aside for that would lose them.
 */
public final class PoisonHandler
    implements ProcessingExceptionHandler,
        DeserializationExceptionHandler,
        ProductionExceptionHandler {
  /** Name of the setting: full name of the dead-letter topic. */
  public static final String TOPIC = "freshet.dead.letters.topic";

  /**
   * Name of the setting: told of each record that is set aside, a {@link Runnable}; none if absent.
   */
  public static final String WATCH = "freshet.dead.letters.watch";

  private static final Logger LOG = LoggerFactory.getLogger(PoisonHandler.class);

  private String topic;
  private Runnable watch = () -> {};

  @Override
  public void configure(Map<String, ?> configs) {
    topic = String.valueOf(configs.get(TOPIC));
    if (configs.get(WATCH) instanceof Runnable told) {
      watch = told;
    }
  }

  @Override
  public ProcessingExceptionHandler.Response handleError(
      ErrorHandlerContext context, Record<?, ?> message, Exception error) {
    return isToBlame(error)
        ? ProcessingExceptionHandler.Response.resume(deadLetter(context, error))
        : ProcessingExceptionHandler.Response.fail();
  }

  @Override
  public DeserializationExceptionHandler.Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> message, Exception error) {
    return isToBlame(error)
        ? DeserializationExceptionHandler.Response.resume(deadLetter(context, error))
        : DeserializationExceptionHandler.Response.fail();
  }

  /** A dead letter that no record can hold must not stop the stream it was taken out of. */
  @Override
  public ProductionExceptionHandler.Response handleError(
      ErrorHandlerContext context, ProducerRecord<byte[], byte[]> letter, Exception error) {
    if (letter.topic().equals(topic) && error instanceof RecordTooLargeException) {
      LOG.error(
          "A record of {} (partition {}, offset {}) is too large for the dead letters; it stays"
              + " where it is",
          context.topic(),
          context.partition(),
          context.offset(),
          error);
      return ProductionExceptionHandler.Response.resume();
    }
    return ProductionExceptionHandler.Response.fail();
  }

  private static boolean isToBlame(Exception error) {
    return (error instanceof SerializationException && !Decoded.isTransient(error))
        || error instanceof IllegalArgumentException
        || error instanceof ArithmeticException;
  }

  private List<ProducerRecord<byte[], byte[]>> deadLetter(
      ErrorHandlerContext context, Exception error) {
    LOG.error(
        "A record of {} (partition {}, offset {}) stopped {} and was set aside",
        context.topic(),
        context.partition(),
        context.offset(),
        context.processorNodeId(),
        error);
    watch.run();
    DeadLetter letter =
        DeadLetter.of(
            context.sourceRawValue(),
            String.valueOf(error.getMessage()),
            String.valueOf(context.topic()),
            context.partition(),
            context.offset(),
            context.headers());
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(1);
    records.add(
        new ProducerRecord<>(
            topic, null, context.sourceRawKey(), letter.value(), letter.headers()));
    return records;
  }
}
