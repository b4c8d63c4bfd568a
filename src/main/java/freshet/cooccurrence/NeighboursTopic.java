package freshet.cooccurrence;

import freshet.avro.NeighboursRecord;
import freshet.avro.SuccessorRecord;
import freshet.event.ItemId;
import freshet.recommend.Neighbourhood.Neighbour;
import freshet.recommend.Neighbourhood.Neighbours;
import freshet.stream.StringSerde;
import freshet.stream.Topic;
import org.apache.kafka.common.serialization.Serde;

/** The compacted `neighbours` topic: the heads of all rows, for instances that do not own them. */
public final class NeighboursTopic {
  /** Name without prefix. */
  public static final String NAME = "neighbours";

  private NeighboursTopic() {}

  /** The topic under a prefix, which may be empty. */
  public static Topic<ItemId, NeighboursRecord> topic(
      String prefix, Serde<NeighboursRecord> values) {
    return new Topic<>(prefix + NAME, new StringSerde<>(ItemId::value, ItemId::new), values);
  }

  static NeighboursRecord toRecord(ItemId item, Neighbours head) {
    return NeighboursRecord.newBuilder()
        .setItem(item.value())
        .setSupport(head.support())
        .setSuccessors(
            head.neighbours().stream()
                .map(
                    neighbour ->
                        new SuccessorRecord(neighbour.item().value(), neighbour.probability()))
                .toList())
        .build();
  }

  static Neighbours fromRecord(NeighboursRecord published) {
    return new Neighbours(
        published.getSupport(),
        published.getSuccessors().stream()
            .map(
                successor ->
                    new Neighbour(new ItemId(successor.getItem()), successor.getProbability()))
            .toList());
  }
}
