package freshet.model.training;

import freshet.model.training.Sequences.Steps;
import java.util.Arrays;
import java.util.List;

/**
 * Windows of several users side by side, shorter ones filled up at the end.
 *
 * @param rows how many windows
 * @param length of the longest
 * @param items what was touched, row by row
 * @param types how
 * @param ages seconds before the last step of the window
 * @param places of steps after which something follows, counted over all rows
 * @param targets what follows there
 * @param targetTypes how it was touched
 */
@SuppressWarnings("ArrayRecordComponent") // Numbers for native code; nobody compares them.
record Batch(
    int rows,
    int length,
    long[] items,
    long[] types,
    float[] ages,
    long[] places,
    long[] targets,
    int[] targetTypes) {

  /**
   * A batch in which each step foresees the one after it.
   *
   * @param timed whether times mean anything
   */
  static Batch of(List<Steps> windows, boolean timed) {
    int length = windows.stream().mapToInt(Steps::length).max().orElse(1) - 1;
    int count = windows.stream().mapToInt(Batch::foreseeable).sum();
    long[] items = new long[windows.size() * length];
    long[] types = new long[items.length];
    float[] ages = new float[items.length];
    long[] places = new long[count];
    long[] targets = new long[count];
    int[] targetTypes = new int[count];
    int next = 0;
    for (int row = 0; row < windows.size(); row++) {
      Steps steps = windows.get(row);
      int last = steps.length() - 1;
      for (int i = 0; i < last; i++) {
        int place = row * length + i;
        items[place] = steps.items()[i];
        types[place] = steps.types()[i];
        ages[place] = timed ? (float) (steps.seconds()[last] - steps.seconds()[i]) : 0;
        if (steps.items()[i + 1] > 0) {
          places[next] = place;
          targets[next] = steps.items()[i + 1];
          targetTypes[next++] = steps.types()[i + 1];
        }
      }
    }
    return new Batch(windows.size(), length, items, types, ages, places, targets, targetTypes);
  }

  /** An item without a number of its own cannot be foreseen. */
  private static int foreseeable(Steps steps) {
    return (int) Arrays.stream(steps.items()).skip(1).filter(item -> item > 0).count();
  }
}
