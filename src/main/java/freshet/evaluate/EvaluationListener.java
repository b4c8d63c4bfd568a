package freshet.evaluate;

/** Is told how far an evaluation has come. */
public interface EvaluationListener {
  /** Nobody wants to know. */
  EvaluationListener SILENT =
      new EvaluationListener() {
        @Override
        public void begin(String work, String unit, long total) {}

        @Override
        public void reached(long count) {}
      };

  /**
   * A part of the work begins.
   *
   * @param work what is done, such as "Learning"
   * @param unit what is counted, such as "interactions"
   * @param total how many there are
   */
  void begin(String work, String unit, long total);

  /** So many of the part that has begun are done. */
  void reached(long count);
}
