package freshet.simulate;

import freshet.event.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An item of the generated world, with what its readers feel but nobody is told. */
final class Publication {
  private static final int MAX_RELATED = 8;
  // Even an old item is found now and then.
  private static final double EVERGREEN = 0.02;

  private final int number;
  private final Item item;
  private final Kind kind;
  private final int topic;
  private final double quality;
  private final List<Publication> related = new ArrayList<>();

  /**
   * @param number counts publications from 0
   * @param topic its index in {@link Topic#ALL}
   * @param quality 0 to 1
   */
  Publication(int number, Item item, Kind kind, int topic, double quality) {
    this.number = number;
    this.item = item;
    this.kind = kind;
    this.topic = topic;
    this.quality = quality;
  }

  int number() {
    return number;
  }

  Item item() {
    return item;
  }

  Kind kind() {
    return kind;
  }

  int topic() {
    return topic;
  }

  double quality() {
    return quality;
  }

  /** What whoever has read this is led to next. */
  List<Publication> related() {
    return related;
  }

  void leadsTo(Publication next) {
    if (related.size() < MAX_RELATED && next != this && !related.contains(next)) {
      related.add(next);
    }
  }

  boolean existsAt(Instant time) {
    return !item.created().orElseThrow().isAfter(time);
  }

  /** How new it still feels: 1 when just published, halved with every half-life of its kind. */
  double freshness(Instant time) {
    double age = Duration.between(item.created().orElseThrow(), time).toMillis();
    return Math.pow(2, -Math.max(0, age) / kind.halfLife().toMillis());
  }

  /** How often it is come across, compared with others of its topic. */
  double pull(Instant time) {
    return quality * Math.max(freshness(time), EVERGREEN);
  }
}
