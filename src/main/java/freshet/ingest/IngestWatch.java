package freshet.ingest;

/**
 * Is told what becomes of the records of the `interactions` topic, by the thread that reads them.
 */
public interface IngestWatch {
  /** Tells nobody. */
  IngestWatch NONE =
      new IngestWatch() {
        @Override
        public void admitted() {}

        @Override
        public void refused() {}

        @Override
        public void moved() {}

        @Override
        public void processed(long offset, long arrivedMillis) {}
      };

  /** A record makes sense and goes on. */
  void admitted();

  /** A record was set aside. */
  void refused();

  /** A record was written once more, to where it belongs. */
  void moved();

  /**
   * An interaction is in its user's profile.
   *
   * @param offset of its record
   * @param arrivedMillis when the record arrived, as the topic has it, milliseconds since 1970
   */
  void processed(long offset, long arrivedMillis);
}
