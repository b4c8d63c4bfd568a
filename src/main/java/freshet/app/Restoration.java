package freshet.app;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** How far the stores are that are being restored from Kafka. */
final class Restoration implements StateRestoreListener {
  private static final double PERCENT = 100;

  private final Map<Part, Progress> parts = new ConcurrentHashMap<>();

  private record Part(String store, TopicPartition partition) {}

  /**
   * Of one partition of one store.
   *
   * @param done records that have been read
   * @param all records that there are to read
   */
  private record Progress(long done, long all) {
    Progress plus(Progress other) {
      return new Progress(done + other.done, all + other.all);
    }
  }

  @Override
  public void onRestoreStart(TopicPartition partition, String store, long from, long to) {
    parts.put(new Part(store, partition), new Progress(0, Math.max(0, to - from)));
  }

  @Override
  public void onBatchRestored(TopicPartition partition, String store, long offset, long count) {
    parts.computeIfPresent(
        new Part(store, partition),
        (part, before) -> new Progress(Math.min(before.all, before.done + count), before.all));
  }

  @Override
  public void onRestoreEnd(TopicPartition partition, String store, long restored) {
    parts.remove(new Part(store, partition));
  }

  @Override
  public void onRestoreSuspended(TopicPartition partition, String store, long restored) {
    parts.remove(new Part(store, partition));
  }

  /** How far it is, in a sentence for the operator; empty if nothing is being restored. */
  Optional<String> progress() {
    return parts.values().stream().reduce(Progress::plus).map(Restoration::sentence);
  }

  private static String sentence(Progress all) {
    return String.format(
        Locale.ROOT,
        "%,d of %,d records (%.0f %%)",
        all.done,
        all.all,
        all.all == 0 ? PERCENT : PERCENT * all.done / all.all);
  }

  /** Forgets what a topology that has ended was restoring. */
  void clear() {
    parts.clear();
  }
}
