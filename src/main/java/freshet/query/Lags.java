package freshet.query;

import java.util.OptionalLong;

/** How far what this instance has of a store is behind the store's changelog. */
@FunctionalInterface
public interface Lags {
  /**
   * Records of the changelog that a partition of a store lacks here: 0 where this instance does its
   * work, more where it has a standby or is restoring it. Empty as long as nobody can say.
   *
   * @param store its name
   */
  OptionalLong of(String store, int partition);
}
