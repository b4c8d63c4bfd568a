package freshet.bench.scale;

import freshet.bench.load.HttpConnection;
import java.util.List;

/**
 * What instances say at {@code /metrics} of what crosses the network, all of them together.
 *
 * @param sentToKafka bytes since they were started, as the others
 * @param fetchedFromKafka bytes
 * @param peerRequests questions that they asked each other
 * @param peerBytes of keys and values in these and their answers
 */
record Meters(double sentToKafka, double fetchedFromKafka, double peerRequests, double peerBytes) {
  private static final Meters NONE = new Meters(0, 0, 0, 0);

  /** Of instances that run. */
  static Meters of(List<Instance> instances) {
    return instances.stream().map(Meters::of).reduce(NONE, Meters::plus);
  }

  private static Meters of(Instance instance) {
    try (HttpConnection connection = HttpConnection.open(instance.http())) {
      return parse(connection.get("/metrics").requireSuccess("GET /metrics").body());
    }
  }

  /** Reads Prometheus' text. */
  static Meters parse(String exposition) {
    return new Meters(
        sum(exposition, "freshet_kafka_bytes_total{", "direction=\"sent\""),
        sum(exposition, "freshet_kafka_bytes_total{", "direction=\"received\""),
        sum(exposition, "freshet_peer_requests_total", ""),
        sum(exposition, "freshet_peer_bytes_total", ""));
  }

  private static double sum(String exposition, String name, String label) {
    return exposition
        .lines()
        .filter(line -> line.startsWith(name) && line.contains(label))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private Meters plus(Meters other) {
    return new Meters(
        sentToKafka + other.sentToKafka,
        fetchedFromKafka + other.fetchedFromKafka,
        peerRequests + other.peerRequests,
        peerBytes + other.peerBytes);
  }

  /** What has been since. */
  Meters minus(Meters before) {
    return new Meters(
        sentToKafka - before.sentToKafka,
        fetchedFromKafka - before.fetchedFromKafka,
        peerRequests - before.peerRequests,
        peerBytes - before.peerBytes);
  }

  /** What that is for one of so many. */
  Meters per(long count) {
    return new Meters(
        sentToKafka / count, fetchedFromKafka / count, peerRequests / count, peerBytes / count);
  }
}
