package freshet.engagement;

import freshet.avro.EngagementRecord;
import freshet.avro.ReactionRecord;
import freshet.recommend.impression.Cell;
import freshet.recommend.impression.Dimension;
import freshet.recommend.impression.Sums;
import freshet.stream.StringSerde;
import freshet.stream.Topic;
import org.apache.kafka.common.serialization.Serde;

/** The compacted `engagement` topic: what was counted of slates in each partition. */
public final class EngagementTopic {
  /** Name without prefix. */
  public static final String NAME = "engagement";

  private EngagementTopic() {}

  /** The topic under a prefix, which may be empty; its keys are partitions with cells. */
  public static Topic<String, EngagementRecord> topic(
      String prefix, Serde<EngagementRecord> values) {
    return new Topic<>(prefix + NAME, new StringSerde<>(key -> key, key -> key), values);
  }

  static EngagementRecord toRecord(PartitionCount count) {
    Sums sums = count.sums();
    return EngagementRecord.newBuilder()
        .setPartition(count.partition())
        .setDimension(count.cell().dimension().label())
        .setValue(count.cell().value())
        .setUsers(sums.users())
        .setImpressions(sums.impressions())
        .setImpressionsSquared(sums.squares())
        .setClicks(reaction(sums.clicks()))
        .setLikes(reaction(sums.likes()))
        .setPlays(reaction(sums.plays()))
        .build();
  }

  private static ReactionRecord reaction(Sums.Part part) {
    return new ReactionRecord(part.sum(), part.squares(), part.products());
  }

  /**
   * What a record says.
   *
   * @throws IllegalArgumentException if it makes no sense
   */
  static PartitionCount fromRecord(EngagementRecord published) {
    return new PartitionCount(
        published.getPartition(),
        new Cell(Dimension.labelled(published.getDimension()), published.getValue()),
        new Sums(
            published.getUsers(),
            published.getImpressions(),
            published.getImpressionsSquared(),
            part(published.getClicks()),
            part(published.getLikes()),
            part(published.getPlays())));
  }

  private static Sums.Part part(ReactionRecord published) {
    return new Sums.Part(published.getSum(), published.getSquares(), published.getProducts());
  }
}
