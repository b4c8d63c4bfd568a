package freshet.model.release.retrain;

import freshet.avro.RetrainRecord;
import freshet.model.release.retrain.RetrainRequest.Reason;
import freshet.model.release.retrain.RetrainRequest.Wishes;
import freshet.stream.StringSerde;
import freshet.stream.Topic;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serde;

/** The `retrain` log: requests to train a model anew. It has one partition, whose owner trains. */
public final class RetrainTopic {
  /** Name without prefix. */
  public static final String NAME = "retrain";

  private static final int MAX_ID = 100;

  private RetrainTopic() {}

  /** The topic under a prefix, which may be empty; its keys are the requests' ids. */
  public static Topic<String, RetrainRecord> topic(String prefix, Serde<RetrainRecord> values) {
    return new Topic<>(prefix + NAME, new StringSerde<>(key -> key, key -> key), values);
  }

  static RetrainRecord toRecord(String id, RetrainRequest request) {
    Wishes wishes = request.wishes();
    return RetrainRecord.newBuilder()
        .setId(id)
        .setRequested(request.requested())
        .setReason(request.reason().name().toLowerCase(Locale.ROOT))
        .setRequester(request.requester().orElse(null))
        .setDays(wishes.days().isPresent() ? wishes.days().getAsInt() : null)
        .setEpochs(wishes.epochs().isPresent() ? wishes.epochs().getAsInt() : null)
        .setSeed(wishes.seed().isPresent() ? wishes.seed().getAsLong() : null)
        .build();
  }

  /**
   * What a record says.
   *
   * @throws IllegalArgumentException if it makes no sense
   */
  static RetrainRequest fromRecord(RetrainRecord found) {
    if (found.getId().isEmpty() || found.getId().length() > MAX_ID) {
      throw new IllegalArgumentException(
          "the id has %d characters; give 1 to %d".formatted(found.getId().length(), MAX_ID));
    }
    return new RetrainRequest(
        List.of(found.getId()),
        found.getRequested(),
        reason(found.getReason()),
        Optional.ofNullable(found.getRequester()),
        new Wishes(
            found.getDays() == null ? OptionalInt.empty() : OptionalInt.of(found.getDays()),
            found.getEpochs() == null ? OptionalInt.empty() : OptionalInt.of(found.getEpochs()),
            found.getSeed() == null ? OptionalLong.empty() : OptionalLong.of(found.getSeed())));
  }

  /** Whatever others call their reasons, they have appended a record. */
  private static Reason reason(String word) {
    return Stream.of(Reason.values())
        .filter(reason -> reason.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElse(Reason.RECORD);
  }
}
