package freshet.event;

/**
 * Where an interaction lies in its log.
 *
 * @param partition of the topic, 0 or more
 * @param offset in the partition, 0 or more
 */
public record LogPosition(int partition, long offset) {
  public LogPosition {
    if (partition < 0 || offset < 0) {
      throw new IllegalArgumentException(
          "partition %d, offset %d is no place in a log; give 0 or more"
              .formatted(partition, offset));
    }
  }
}
