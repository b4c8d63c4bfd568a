package freshet.profile;

import freshet.avro.ErasureRecord;
import freshet.event.Erasure;
import freshet.event.ErasureId;
import freshet.stream.StringSerde;
import freshet.stream.Topic;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;

/** The compacted `erasures` topic: what proves each erasure. */
public final class ErasuresTopic {
  /** Name without prefix. */
  public static final String NAME = "erasures";

  private ErasuresTopic() {}

  /** The topic under a prefix, which may be empty. */
  public static Topic<ErasureId, ErasureRecord> topic(String prefix, Serde<ErasureRecord> values) {
    return new Topic<>(prefix + NAME, keys(), values);
  }

  static Serde<ErasureId> keys() {
    return new StringSerde<>(ErasureId::value, ErasureId::new);
  }

  static ErasureRecord toRecord(Erasure erasure) {
    return ErasureRecord.newBuilder()
        .setErasure(erasure.id().value())
        .setAccepted(erasure.accepted())
        .setDone(erasure.done().orElse(null))
        .setInteractions(erasure.interactions())
        .setParts(erasure.parts())
        .build();
  }

  /**
   * What a record says.
   *
   * @throws IllegalArgumentException if it makes no sense
   */
  static Erasure fromRecord(ErasureRecord proof) {
    return new Erasure(
        new ErasureId(proof.getErasure()),
        proof.getAccepted(),
        Optional.ofNullable(proof.getDone()),
        proof.getInteractions(),
        proof.getParts());
  }
}
