package freshet.bench.chaos;

import freshet.bench.FreePorts;
import java.util.List;

/**
 * Those of a server that is also the broker and the registry of others.
 *
 * @param http of the API
 * @param kafka of the broker
 * @param registry of the schema registry
 */
record Ports(int http, int kafka, int registry) {

  /** Three that are free now. */
  static Ports of(FreePorts free) {
    return new Ports(free.take(), free.take(), free.take());
  }

  /** As options of {@code serve}. */
  List<String> options() {
    return List.of("--port=" + http, "--kafka-port=" + kafka, "--registry-port=" + registry);
  }
}
