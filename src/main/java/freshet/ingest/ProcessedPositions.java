package freshet.ingest;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How far this instance has processed each partition of the `interactions` topic: what lies up to
 * there is in the profiles, committed or not.
 *
 * <p>Told by the stream threads, asked by many.
 */
public final class ProcessedPositions {
  /** Nothing of the partition has been processed here since it was assigned. */
  static final long NONE = -1;

  private final AtomicLongArray offsets;

  /**
   * @param partitions of the topic
   */
  public ProcessedPositions(int partitions) {
    this.offsets = new AtomicLongArray(partitions);
    for (int i = 0; i < partitions; i++) {
      left(i);
    }
  }

  /** A record has been processed. */
  void reached(int partition, long offset) {
    if (partition < offsets.length()) {
      // Who waits looks again; a fence for each record would be for nobody.
      offsets.setRelease(partition, offset);
    }
  }

  /** The partition comes or goes: what was processed of it may be undone. */
  void left(int partition) {
    if (partition < offsets.length()) {
      offsets.setRelease(partition, NONE);
    }
  }

  /** Offset of the latest record that was processed, or {@link #NONE}. */
  long of(int partition) {
    return partition < offsets.length() ? offsets.getAcquire(partition) : NONE;
  }
}
