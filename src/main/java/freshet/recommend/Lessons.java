package freshet.recommend;

import java.util.function.Supplier;

/** Takes some of what people do as lessons on how to foresee it. */
@FunctionalInterface
public interface Lessons {
  /** Takes none. */
  Lessons NONE = lesson -> {};

  /**
   * Offers a lesson; returns at once, and makes the lesson only if it is wanted.
   *
   * @param lesson called in this call or never
   */
  void offer(Supplier<Lesson> lesson);
}
