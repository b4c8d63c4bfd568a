package freshet.query;

/** What a state query found out; an empty value never stands for "I do not know". */
public sealed interface StateAnswer<V> {
  /** The key has a value. */
  record Found<V>(V value) implements StateAnswer<V> {}

  /** The key surely has none. */
  record Absent<V>() implements StateAnswer<V> {}

  /**
   * Another instance knows.
   *
   * @param host where it answers
   */
  record Elsewhere<V>(String host, int port) implements StateAnswer<V> {}

  /**
   * Nobody can say right now.
   *
   * @param why a sentence for the operator
   */
  record Restoring<V>(String why) implements StateAnswer<V> {}
}
