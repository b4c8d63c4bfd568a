package freshet.app;

import freshet.query.WatchedLags;
import freshet.query.peer.HttpPeers;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;

/** What an instance notices of the others that share the work. */
final class ClusterMeters {
  private ClusterMeters() {}

  /** Lets it be measured how far standbys are behind. */
  static void measure(MeterRegistry meters, WatchedLags lags) {
    Gauge.builder("freshet.standby.lag", lags, WatchedLags::most)
        .description("Records that the standby lacks that is farthest behind")
        .baseUnit("records")
        .register(meters);
  }

  /** Lets it be measured what instances ask each other. */
  static void measure(MeterRegistry meters, HttpPeers peers) {
    FunctionCounter.builder("freshet.peer.requests", peers, HttpPeers::requests)
        .description("How often another instance was asked for what it keeps")
        .register(meters);
    FunctionCounter.builder("freshet.peer.unanswered", peers, HttpPeers::unanswered)
        .description("How often one could not say, or was not asked because it is left alone")
        .register(meters);
    FunctionCounter.builder("freshet.peer.bytes", peers, HttpPeers::bytes)
        .description("Keys that others were asked for and the values that they gave")
        .baseUnit(BaseUnits.BYTES)
        .register(meters);
  }
}
