package freshet.app;

import freshet.registry.ValueSerdes;
import java.util.Map;
import org.apache.kafka.streams.Topology;

/** The topology that settings describe, to be looked at and not to be run. */
final class DescribedTopology {
  private DescribedTopology() {}

  static Topology of(Settings settings) {
    Topics topics =
        Topics.of(
            settings,
            // Only names and types are needed here; nothing connects to this address.
            ValueSerdes.from(Map.of("schema.registry.url", "http://registry.invalid")));
    return LearningTopology.of(settings, topics).build((key, letter) -> {});
  }
}
