package freshet.model.scoring;

import freshet.event.ItemId;
import java.util.Iterator;
import java.util.List;

/**
 * Lets a model answer made-up users, of histories of all lengths, before real ones ask it: its
 * first answers are made by code that nobody has compiled yet, and would take longer than their
 * budget.
 */
final class Rehearsal {
  /** Answers between two looks at the time. */
  private static final int TOGETHER = 50;

  /** A model that has had so many looks is let go, however slow it is. */
  private static final int MOST_LOOKS = 6;

  /** It gets no quicker when as many answers take more than this part of what they took before. */
  private static final double NO_QUICKER = 0.8;

  /** Shares no divisor with anything that matters, so that all lengths and items take turns. */
  private static final int STRIDE = 37;

  /** As many candidates are drawn for a slate of ordinary length. */
  private static final int SLATE = 60;

  private final ServingModel model;
  private final List<String> items;

  private Rehearsal(ServingModel model) {
    this.model = model;
    this.items = model.manifest().items();
  }

  /**
   * Asks a model until it gets no quicker, a few hundred times at most.
   *
   * @throws freshet.model.UnusableModelException if it fails
   */
  static void of(ServingModel model) {
    Rehearsal rehearsal = new Rehearsal(model);
    long before = Long.MAX_VALUE;
    for (int look = 0; look < MOST_LOOKS; look++) {
      long begun = System.nanoTime();
      for (int i = 0; i < TOGETHER; i++) {
        rehearsal.answer(look * TOGETHER + i);
      }
      long took = System.nanoTime() - begun;
      if (took > NO_QUICKER * before) {
        return;
      }
      before = took;
    }
  }

  private void answer(int number) {
    int dimensions = model.vectors().dimensions();
    int length = 1 + number * STRIDE % model.manifest().history();
    float[] touched = new float[length * dimensions];
    for (int i = 0; i < length && !items.isEmpty(); i++) {
      ItemId item = new ItemId(items.get((number * STRIDE + i) % items.size()));
      model.vectors().copy(item, touched, i * dimensions);
    }
    Iterator<ItemId> best = model.vectors().beliefs(model.user(touched)).bestFirst(any -> true);
    for (int i = 0; i < SLATE && best.hasNext(); i++) {
      best.next();
    }
  }
}
