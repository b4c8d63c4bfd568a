package freshet.model.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import freshet.model.engine.TorchModule;
import freshet.model.training.Sequences.Steps;
import java.util.ArrayList;
import java.util.List;

/**
 * The interactions that are held out, each foreseen from what its user did before it; every item is
 * ranked, those the user knows are left out.
 */
public final class HeldOut {
  private static final int TOP = 10;
  private static final int TOGETHER = 64;

  /** Scores made at once, at most. */
  private static final int SCORES = 16_000_000;

  private final Sequences sequences;
  private final List<Case> cases;
  private final int history;
  private final boolean timed;

  /**
   * A held-out interaction.
   *
   * @param at its place among those of its user
   */
  public record Case(int user, int at) {}

  HeldOut(Examples examples) {
    this.sequences = examples.sequences();
    this.cases = examples.heldOut();
    this.history = examples.history();
    this.timed = examples.timed();
  }

  /**
   * Measures a module.
   *
   * @param items vectors of all items, the first for item 1, {@code [m, d]}
   */
  Foresight measure(TorchModule module, NDArray items) {
    double hits = 0;
    double gain = 0;
    int together =
        (int) Math.max(1, Math.min(TOGETHER, SCORES / Math.max(1, items.getShape().get(0))));
    for (int from = 0; from < cases.size(); from += together) {
      List<Case> part = cases.subList(from, Math.min(cases.size(), from + together));
      try (NDManager manager = items.getManager().newSubManager();
          NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        float[] scores =
            users(module, items, part, manager).matMul(items.transpose()).toFloatArray();
        int width = scores.length / part.size();
        for (int i = 0; i < part.size(); i++) {
          double rank = rank(scores, i * width, width, part.get(i));
          if (rank <= TOP) {
            hits++;
            gain += Math.log(2) / Math.log(1 + rank);
          }
        }
      }
    }
    return new Foresight(cases.size(), hits / cases.size(), gain / cases.size());
  }

  private NDArray users(TorchModule module, NDArray items, List<Case> part, NDManager manager) {
    List<Steps> windows = new ArrayList<>();
    long[] lengths = new long[part.size()];
    for (int i = 0; i < part.size(); i++) {
      Case one = part.get(i);
      windows.add(sequences.read(one.user, Math.max(0, one.at - history), one.at + 1));
      lengths[i] = windows.get(i).length() - 1L;
    }
    Batch batch = Batch.of(windows, timed);
    Shape shape = new Shape(batch.rows(), batch.length());
    NDArray padded = manager.zeros(new Shape(1, items.getShape().get(1))).concat(items, 0);
    return module.call(
        "user",
        CrossEntropy.rows(padded, manager.create(batch.items(), shape)),
        manager.create(batch.types(), shape),
        manager.create(batch.ages(), shape),
        manager.create(lengths));
  }

  /** In the middle of those that are scored the same. */
  private double rank(float[] scores, int offset, int width, Case one) {
    Steps before = sequences.read(one.user, 0, one.at + 1);
    int target = before.items()[one.at] - 1;
    float said = scores[offset + target];
    for (int i = 0; i < one.at; i++) {
      if (before.items()[i] > 0) {
        scores[offset + before.items()[i] - 1] = Float.NEGATIVE_INFINITY;
      }
    }
    int better = 0;
    int equal = -1;
    for (int i = 0; i < width; i++) {
      float score = scores[offset + i];
      better += score > said ? 1 : 0;
      equal += score == said ? 1 : 0;
    }
    return 1 + better + Math.max(0, equal) / 2.0;
  }
}
