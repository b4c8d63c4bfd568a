package freshet.query;

/** What another instance says of a key in one of its stores, in the bytes of the store. */
public sealed interface PeerAnswer {
  /**
   * The key has a value.
   *
   * @param bytes as the store's serde writes it
   * @param stale whether it is that of a standby, which may lack what happened last
   */
  @SuppressWarnings("ArrayRecordComponent") // carried from one place to the next, never compared
  record Value(byte[] bytes, boolean stale) implements PeerAnswer {}

  /** The key surely has none. */
  record None() implements PeerAnswer {}

  /**
   * It cannot say, or it could not be asked.
   *
   * @param why a sentence for the operator
   */
  record Unknown(String why) implements PeerAnswer {}
}
