package freshet.ingest;

import freshet.avro.InteractionRecord;
import freshet.event.Admission;
import freshet.event.InteractionDraft;
import freshet.event.InvalidInputException;
import freshet.event.PersonRequest;
import freshet.event.UserId;
import freshet.stream.DeadLetter;
import freshet.stream.Decoded;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Looks at every record of the topic, whoever wrote it.
 *
 * <p>"Now" is the time at which the broker appended the record, so that a replay of the log judges
 * every event as it was judged the first time.
 */
final class AdmissionProcessor
    extends ContextualProcessor<String, Decoded<InteractionRecord>, String, Verdict> {
  /** Header of a record that was moved to its partition: it is moved once. */
  static final String MOVED = "freshet.moved";

  private final Admission admission;
  private final int partitions;
  private final IngestWatch watch;
  private final ProcessedPositions processed;

  /**
   * @param partitions of the topic
   * @param processed told of each record when all that follows from it is in the stores
   */
  AdmissionProcessor(
      Admission admission, int partitions, IngestWatch watch, ProcessedPositions processed) {
    this.admission = admission;
    this.partitions = partitions;
    this.watch = watch;
    this.processed = processed;
  }

  @Override
  public void init(ProcessorContext<String, Verdict> context) {
    super.init(context);
    processed.left(context.taskId().partition());
  }

  @Override
  public void process(Record<String, Decoded<InteractionRecord>> message) {
    Verdict verdict = judge(message);
    if (verdict instanceof Verdict.Admitted) {
      watch.admitted();
    } else if (verdict instanceof Verdict.Refused) {
      watch.refused();
    } else if (verdict instanceof Verdict.Misplaced) {
      watch.moved();
    }
    context().forward(message.withValue(verdict));
    RecordMetadata at = context().recordMetadata().orElseThrow();
    processed.reached(at.partition(), at.offset());
  }

  @Override
  public void close() {
    processed.left(context().taskId().partition());
  }

  private Verdict judge(Record<String, Decoded<InteractionRecord>> message) {
    Decoded<InteractionRecord> decoded = message.value();
    if (decoded == null || decoded.isTombstone()) {
      return personal(message);
    }
    if (decoded.problem().isPresent()) {
      return refused(message, decoded.raw(), decoded.problem().get());
    }
    InteractionRecord event = decoded.value().orElseThrow();
    if (message.key() == null) {
      return refused(message, decoded.raw(), "the key is null; write the user as the record's key");
    }
    String user =
        event.getUser().isEmpty() && event.getSession() != null
            ? UserId.SESSION_PREFIX + event.getSession()
            : event.getUser();
    if (!user.equals(message.key())) {
      return refused(
          message,
          decoded.raw(),
          "the key is \"%s\" but the user is \"%s\"; write the user as the record's key"
              .formatted(message.key(), user));
    }
    if (isMisplaced(message.key())) {
      return misplaced(message, decoded.raw());
    }
    try {
      Instant now = Instant.ofEpochMilli(message.timestamp());
      InteractionDraft draft = Interactions.toDraft(event);
      if (Admission.isFuture(draft.time(), now)
          && message.headers().lastHeader(Interactions.ADMITTED) != null) {
        // The clock of the instance that admitted it is ahead of the broker's.
        draft = draft.at(now);
      }
      return new Verdict.Admitted(admission.admit(draft, now));
    } catch (InvalidInputException e) {
      return refused(message, decoded.raw(), e.getMessage());
    }
  }

  /** A null value is no interaction: it may say what becomes of the user's. */
  private Verdict personal(Record<String, Decoded<InteractionRecord>> message) {
    try {
      Optional<PersonRequest> request =
          message.key() == null
              ? Optional.empty()
              : PersonRecords.read(
                  new UserId(message.key()),
                  message.headers(),
                  Instant.ofEpochMilli(message.timestamp()));
      if (request.isEmpty()) {
        return refused(message, null, "the value is null; an interaction cannot be deleted");
      }
      return isMisplaced(message.key())
          ? misplaced(message, null)
          : new Verdict.Personal(request.get());
    } catch (InvalidInputException e) {
      return refused(message, null, e.getMessage());
    }
  }

  private Verdict misplaced(Record<String, ?> message, byte[] raw) {
    return message.headers().lastHeader(MOVED) == null
        ? new Verdict.Misplaced(raw)
        : refused(
            message,
            raw,
            "the topic has another number of partitions than kafka.partitions, %d; correct the setting"
                .formatted(partitions));
  }

  /**
   * Whether the key belongs elsewhere: not every client places records as Kafka's own does
   * (librdkafka and what is built on it do not, unless told).
   */
  private boolean isMisplaced(String key) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    int belongs = Utils.toPositive(Utils.murmur2(bytes)) % partitions;
    return context().recordMetadata().orElseThrow().partition() != belongs;
  }

  private Verdict refused(Record<?, ?> message, byte[] raw, String reason) {
    RecordMetadata at = context().recordMetadata().orElseThrow();
    return new Verdict.Refused(
        DeadLetter.of(raw, reason, at.topic(), at.partition(), at.offset(), message.headers()));
  }
}
