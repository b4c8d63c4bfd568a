package freshet.popularity;

import freshet.avro.PopularItemRecord;
import freshet.avro.TrendingRecord;
import freshet.decay.HalfLife;
import freshet.event.ContentType;
import freshet.event.ItemId;
import freshet.stream.StringSerde;
import freshet.stream.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;

/** The compacted `trending` topic: the top lists of every content type and partition. */
public final class TrendingTopic {
  /** Name without prefix. */
  public static final String NAME = "trending";

  private TrendingTopic() {}

  /** The topic under a prefix, which may be empty. */
  public static Topic<String, TrendingRecord> topic(String prefix, Serde<TrendingRecord> values) {
    return new Topic<>(prefix + NAME, new StringSerde<>(key -> key, key -> key), values);
  }

  static TrendingRecord toRecord(TrendingList list) {
    return TrendingRecord.newBuilder()
        .setContentType(list.contentType().map(ContentType::value).orElse(""))
        .setPartition(list.partition())
        .setAsOf(Instant.ofEpochMilli(list.asOf()))
        .setHalfLifeSeconds(list.halfLives().stream().map(HalfLife::seconds).toList())
        .setTotals(list.totals())
        .setItems(
            list.items().stream()
                .map(
                    item ->
                        new PopularItemRecord(item.item().value(), item.events(), item.counts()))
                .toList())
        .build();
  }

  /**
   * What a record says.
   *
   * @throws IllegalArgumentException if it makes no sense
   */
  static TrendingList fromRecord(TrendingRecord published) {
    List<HalfLife> halfLives =
        published.getHalfLifeSeconds().stream()
            .map(seconds -> new HalfLife(Duration.ofSeconds(seconds)))
            .toList();
    requireNumbers("totals", published.getTotals(), halfLives.size());
    published
        .getItems()
        .forEach(item -> requireNumbers(item.getItem(), item.getCounts(), halfLives.size()));
    return new TrendingList(
        published.getContentType().isEmpty()
            ? Optional.empty()
            : Optional.of(new ContentType(published.getContentType())),
        published.getPartition(),
        published.getAsOf().toEpochMilli(),
        halfLives,
        published.getTotals(),
        published.getItems().stream()
            .map(
                item ->
                    new TrendingList.Counted(
                        new ItemId(item.getItem()), item.getEvents(), item.getCounts()))
            .toList());
  }

  private static void requireNumbers(String of, List<Double> numbers, int size) {
    if (numbers.size() != size || !numbers.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "%s has counts %s; write one finite number for each of the %d half-lives"
              .formatted(of, numbers, size));
    }
  }
}
