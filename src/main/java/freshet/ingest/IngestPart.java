package freshet.ingest;

import freshet.avro.InteractionRecord;
import freshet.event.Admission;
import freshet.event.Interaction;
import freshet.event.PersonRequest;
import freshet.event.UserId;
import freshet.stream.ArrivalTime;
import freshet.stream.Decoded;
import freshet.stream.StringSerde;
import freshet.stream.Topic;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The way in: reads the `interactions` topic, lets through what makes sense and sets the rest
 * aside.
 *
 * @param topic where interactions come from
 * @param deadLetters where the rest goes
 * @param admission the rules
 * @param partitions of the topic
 * @param watch told what becomes of the records
 * @param processed told how far the topic has been processed here
 */
public record IngestPart(
    Topic<UserId, InteractionRecord> topic,
    Topic<String, byte[]> deadLetters,
    Admission admission,
    int partitions,
    IngestWatch watch,
    ProcessedPositions processed) {

  /**
   * What makes sense, by user.
   *
   * @param interactions what people did
   * @param requests what is to become of it, in order with what was done under the same id
   */
  public record Admitted(
      KStream<UserId, Interaction> interactions, KStream<UserId, PersonRequest> requests) {}

  /** Reads the topic. */
  public Admitted addTo(StreamsBuilder builder) {
    KStream<String, Verdict> verdicts =
        builder.stream(
                topic.name(),
                Consumed.with(
                        new StringSerde<>(key -> key, key -> key), Decoded.serde(topic.values()))
                    .withName("ingest-source")
                    .withTimestampExtractor(new ArrivalTime()))
            .process(
                () -> new AdmissionProcessor(admission, partitions, watch, processed),
                Named.as("ingest-admission"));

    verdicts
        .process(RefusedProcessor::new, Named.as("ingest-refused"))
        .to(deadLetters.name(), deadLetters.producedAs("ingest-dead-letters"));

    // Written once more, to where it belongs, in the same transaction: it is counted there, once.
    verdicts
        .process(MisplacedProcessor::new, Named.as("ingest-misplaced"))
        .to(
            topic.name(),
            Produced.with(deadLetters.keys(), deadLetters.values()).withName("ingest-moved"));

    return new Admitted(
        verdicts.flatMap(
            (key, verdict) ->
                verdict instanceof Verdict.Admitted admitted
                    ? List.of(KeyValue.pair(admitted.interaction().user(), admitted.interaction()))
                    : List.of(),
            Named.as("ingest-admitted")),
        verdicts.flatMap(
            (key, verdict) ->
                verdict instanceof Verdict.Personal personal
                    ? List.of(KeyValue.pair(personal.request().user(), personal.request()))
                    : List.of(),
            Named.as("ingest-personal")));
  }

  /** Says in the topic that more is to be erased, in the transaction in which that was found. */
  public void erase(KStream<UserId, PersonRequest.Erase> erasures) {
    erasures
        .process(ErasingProcessor::new, Named.as("ingest-erasing"))
        .to(
            topic.name(),
            Produced.with(topic.keys(), deadLetters.values()).withName("ingest-erasures"));
  }

  /**
   * Tells the watch of interactions that the parts before it have processed: a record goes to those
   * that were joined to the stream first.
   */
  public void watchProcessed(KStream<UserId, Interaction> interactions) {
    interactions.process(() -> new ProcessedProcessor(watch), Named.as("ingest-processed"));
  }

  /** Tells of interactions that have been processed; nothing follows it. */
  private static final class ProcessedProcessor
      extends ContextualProcessor<UserId, Interaction, Void, Void> {
    private final IngestWatch watch;

    ProcessedProcessor(IngestWatch watch) {
      this.watch = watch;
    }

    @Override
    public void process(Record<UserId, Interaction> message) {
      context().recordMetadata().ifPresent(at -> watch.processed(at.offset(), message.timestamp()));
    }
  }

  /**
   * Turns refusals into records of the dead-letter topic: bytes as they came, reason in headers.
   */
  private static final class RefusedProcessor
      extends ContextualProcessor<String, Verdict, String, byte[]> {
    @Override
    public void process(Record<String, Verdict> message) {
      if (message.value() instanceof Verdict.Refused refused) {
        context()
            .forward(
                message
                    .withValue(refused.letter().value())
                    .withHeaders(refused.letter().headers()));
      }
    }
  }

  /** Turns what is misplaced into records of the topic it came from. */
  private static final class MisplacedProcessor
      extends ContextualProcessor<String, Verdict, String, byte[]> {
    @Override
    public void process(Record<String, Verdict> message) {
      if (message.value() instanceof Verdict.Misplaced misplaced) {
        Headers headers = new RecordHeaders(message.headers());
        headers.add(AdmissionProcessor.MOVED, new byte[0]);
        context().forward(message.withValue(misplaced.raw()).withHeaders(headers));
      }
    }
  }

  /** Turns erasures into records of the topic. */
  private static final class ErasingProcessor
      extends ContextualProcessor<UserId, PersonRequest.Erase, UserId, byte[]> {
    @Override
    public void process(Record<UserId, PersonRequest.Erase> message) {
      PersonRequest.Erase erasure = message.value();
      context()
          .forward(
              message
                  .withValue((byte[]) null)
                  .withHeaders(PersonRecords.erasing(erasure.id(), erasure.until()))
                  // Where the broker does not set the time: nothing erases what is yet to come.
                  .withTimestamp(Math.max(message.timestamp(), erasure.until().toEpochMilli())));
    }
  }
}
