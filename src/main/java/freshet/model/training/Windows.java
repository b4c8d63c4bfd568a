package freshet.model.training;

import freshet.model.training.Sequences.Steps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;

/**
 * Cuts what users did into windows, anew for each epoch at places drawn by chance, so that every
 * step is learned with histories of all lengths. Windows of like length make a batch.
 *
 * <p>Holds two numbers per window; the steps are read when their batch comes.
 */
final class Windows {
  private final Sequences sequences;
  private final int[] lengths;
  private final int history;
  private final int batch;
  private final boolean timed;

  /**
   * Windows over examples.
   *
   * @param batch steps in a batch, padding included
   */
  Windows(Examples examples, int batch) {
    this.sequences = examples.sequences();
    this.lengths = examples.learned();
    this.history = examples.history();
    this.batch = batch;
    this.timed = examples.timed();
  }

  /** A stretch of one user's interactions. */
  private record Window(int user, int from, int to) {
    int length() {
      return to - from;
    }
  }

  /** One epoch: how many batches there are, and each as it comes. */
  record Epoch(int batches, Iterator<Batch> each) {}

  Epoch epoch(SplittableRandom random) {
    Window[] windows = cut(random);
    // Shuffled before it is sorted: which windows of one length meet is chance, too.
    shuffle(windows, random);
    Arrays.sort(windows, (a, b) -> Integer.compare(a.length(), b.length()));
    List<int[]> batches = batches(windows);
    int[][] order = batches.toArray(int[][]::new);
    shuffle(order, random);
    return new Epoch(
        order.length,
        new Iterator<>() {
          private int next;

          @Override
          public boolean hasNext() {
            return next < order.length;
          }

          @Override
          public Batch next() {
            if (!hasNext()) {
              throw new NoSuchElementException();
            }
            int[] range = order[next++];
            return read(Arrays.asList(windows).subList(range[0], range[1]));
          }
        });
  }

  private Batch read(List<Window> windows) {
    List<Steps> steps = new ArrayList<>(windows.size());
    for (Window window : windows) {
      steps.add(sequences.read(window.user, window.from, window.to));
    }
    return Batch.of(steps, timed);
  }

  private Window[] cut(SplittableRandom random) {
    List<Window> windows = new ArrayList<>();
    for (int user = 0; user < lengths.length; user++) {
      int steps = lengths[user] - 1;
      if (steps < 1) {
        continue;
      }
      // Windows share the step at which they meet, so that it is foreseen too.
      int to = steps > history ? 1 + random.nextInt(history) : steps;
      for (int from = 0; from < steps; from = to, to = Math.min(steps, to + history)) {
        windows.add(new Window(user, from, to + 1));
      }
    }
    return windows.toArray(Window[]::new);
  }

  /** Windows that follow each other in the order of length, as many as fill a batch. */
  private List<int[]> batches(Window[] windows) {
    List<int[]> batches = new ArrayList<>();
    int from = 0;
    for (int to = 1; to <= windows.length; to++) {
      if (to == windows.length || (to - from + 1) * (windows[to].length() - 1) > batch) {
        batches.add(new int[] {from, to});
        from = to;
      }
    }
    return batches;
  }

  private static <T> void shuffle(T[] values, SplittableRandom random) {
    for (int i = values.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      T value = values[i];
      values[i] = values[other];
      values[other] = value;
    }
  }
}
