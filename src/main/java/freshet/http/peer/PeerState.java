package freshet.http.peer;

import freshet.query.PeerAnswer;

/** What this instance itself can say of the keys in its stores. */
@FunctionalInterface
public interface PeerState {
  /**
   * Looks up a key here and nowhere else.
   *
   * @param key as the store's serde writes it
   * @param standbys whether the value of a standby will do
   */
  PeerAnswer answer(String store, byte[] key, boolean standbys);
}
