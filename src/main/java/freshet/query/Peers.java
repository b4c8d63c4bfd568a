package freshet.query;

import org.apache.kafka.streams.state.HostInfo;

/** The other instances, as far as they are asked for what they keep. */
@FunctionalInterface
public interface Peers {
  /**
   * Asks another instance; within a limited time, and without an exception whatever happens.
   *
   * @param store name of the store
   * @param key as the store's serde writes it
   * @param standbys whether the value of a standby will do
   */
  PeerAnswer ask(HostInfo peer, String store, byte[] key, boolean standbys);
}
