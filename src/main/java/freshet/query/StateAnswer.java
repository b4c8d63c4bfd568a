package freshet.query;

import java.util.function.Function;

/** What a state query found out; an empty value never stands for "I do not know". */
public sealed interface StateAnswer<V> {
  /**
   * The key has a value.
   *
   * @param stale whether it is that of a standby, which may lack what happened last
   */
  record Found<V>(V value, boolean stale) implements StateAnswer<V> {
    /** The value that the key has now. */
    public Found(V value) {
      this(value, false);
    }
  }

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

  /** The same answer about something that follows from the value. */
  default <W> StateAnswer<W> map(Function<? super V, ? extends W> function) {
    if (this instanceof Found<V> found) {
      return new Found<>(function.apply(found.value()), found.stale());
    }
    if (this instanceof Elsewhere<V> elsewhere) {
      return new Elsewhere<>(elsewhere.host(), elsewhere.port());
    }
    if (this instanceof Restoring<V> restoring) {
      return new Restoring<>(restoring.why());
    }
    return new Absent<>();
  }
}
