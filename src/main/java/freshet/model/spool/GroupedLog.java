package freshet.model.spool;

import freshet.model.training.Sequences;
import java.io.IOException;
import java.util.function.LongConsumer;

/**
 * What users did, each in time order, in a mapped file that is gone when it is closed. In memory it
 * holds one place and one length per user.
 */
public final class GroupedLog implements Sequences, AutoCloseable {
  private final MappedSlots slots;
  private final long[] starts;
  private final int[] lengths;

  /**
   * @param starts the first slot of each user
   * @param lengths how many are in use from there on
   */
  GroupedLog(MappedSlots slots, long[] starts, int[] lengths) {
    this.slots = slots;
    this.starts = starts;
    this.lengths = lengths;
  }

  @Override
  public int users() {
    return lengths.length;
  }

  @Override
  public int length(int user) {
    return lengths[user];
  }

  @Override
  public Steps read(int user, int from, int to) {
    int[] items = new int[to - from];
    int[] types = new int[items.length];
    double[] seconds = new double[items.length];
    for (int i = 0; i < items.length; i++) {
      long slot = starts[user] + from + i;
      items[i] = slots.item(slot);
      types[i] = slots.type(slot);
      seconds[i] = slots.millis(slot) / 1000.0;
    }
    return new Steps(items, types, seconds);
  }

  /** Event time of one interaction, milliseconds since 1970. */
  public long millis(int user, int at) {
    return slots.millis(starts[user] + at);
  }

  /** The item of one interaction. */
  public int item(int user, int at) {
    return slots.item(starts[user] + at);
  }

  /** Shows all event times, in no order. */
  public void times(LongConsumer consumer) {
    for (int user = 0; user < lengths.length; user++) {
      for (int i = 0; i < lengths[user]; i++) {
        consumer.accept(millis(user, i));
      }
    }
  }

  /** Gives all items other numbers; {@code numbers[item]} is the new one. */
  public void renumber(int[] numbers) {
    for (int user = 0; user < lengths.length; user++) {
      for (long slot = starts[user]; slot < starts[user] + lengths[user]; slot++) {
        slots.putItem(slot, numbers[slots.item(slot)]);
      }
    }
  }

  @Override
  public void close() throws IOException {
    slots.close();
  }
}
