package freshet.engagement;

import freshet.avro.SlateRecord;
import freshet.event.Admission;
import freshet.event.UserId;
import freshet.recommend.impression.ServedSlate;
import freshet.stream.DeadLetter;
import freshet.stream.Decoded;
import freshet.stream.Views;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Lets slates through that make sense, and reports all else. */
final class SlateReading
    extends ContextualProcessor<String, Decoded<SlateRecord>, UserId, EngagementMessage> {
  private final Views.Poison poison;

  SlateReading(Views.Poison poison) {
    this.poison = poison;
  }

  @Override
  public void process(Record<String, Decoded<SlateRecord>> message) {
    Decoded<SlateRecord> decoded = message.value();
    if (decoded == null || decoded.isTombstone()) {
      report(message, null, "the value is null; a slate cannot be deleted");
      return;
    }
    if (decoded.problem().isPresent()) {
      report(message, decoded.raw(), decoded.problem().get());
      return;
    }
    ServedSlate slate;
    try {
      slate = SlatesTopic.fromRecord(decoded.value().orElseThrow());
    } catch (IllegalArgumentException e) {
      report(message, decoded.raw(), e.getMessage());
      return;
    }
    if (!slate.user().value().equals(message.key())) {
      report(
          message,
          decoded.raw(),
          "the key is \"%s\" but the user is \"%s\"; write the user as the record's key"
              .formatted(message.key(), slate.user()));
      return;
    }
    if (slate.time().isAfter(Instant.ofEpochMilli(message.timestamp()).plus(Admission.MAX_AHEAD))) {
      // All that the user is shown until then would come too late for it.
      report(
          message,
          decoded.raw(),
          "time is %s, more than 5 minutes after the record arrived; check the clock of who wrote it"
              .formatted(slate.time()));
      return;
    }
    context()
        .forward(
            message
                .withKey(slate.user())
                .<EngagementMessage>withValue(new EngagementMessage.Shown(slate)));
  }

  private void report(Record<String, ?> message, byte[] raw, String reason) {
    RecordMetadata at = context().recordMetadata().orElseThrow();
    poison.report(
        message.key(),
        DeadLetter.of(raw, reason, at.topic(), at.partition(), at.offset(), message.headers()));
  }
}
