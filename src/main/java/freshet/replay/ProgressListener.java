package freshet.replay;

/** Is told how far long work has come. Called from one thread. */
public interface ProgressListener {
  /** Takes no notice. */
  ProgressListener SILENT =
      new ProgressListener() {
        @Override
        public void begin(String work, String unit, long total, long already) {}

        @Override
        public void reached(long count) {}

        @Override
        public void end() {}
      };

  /**
   * A piece of work begins.
   *
   * @param work what is done, such as "Sending interactions"
   * @param unit what is counted, in the plural
   * @param total how many there are; 0 or less if nobody knows
   * @param already how many were done before
   */
  void begin(String work, String unit, long total, long already);

  /**
   * The piece of work has come so far.
   *
   * @param count how many are done, those done before included
   */
  void reached(long count);

  /** The piece of work is over, finished or not. */
  void end();
}
