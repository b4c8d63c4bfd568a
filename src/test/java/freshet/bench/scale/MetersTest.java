package freshet.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetersTest {
  @Test
  void what_crosses_the_network_is_read_from_prometheus_text() {
    Meters meters =
        Meters.parse(
            """
            # HELP freshet_kafka_bytes_total What the topology's clients sent and received
            # TYPE freshet_kafka_bytes_total counter
            freshet_kafka_bytes_total{direction="received"} 2000.0
            freshet_kafka_bytes_total{direction="sent"} 1.5E6
            freshet_peer_bytes_total 400.0
            freshet_peer_requests_total 4.0
            freshet_peer_unanswered_total 1.0
            """);

    assertThat(meters).isEqualTo(new Meters(1_500_000, 2_000, 4, 400));
    assertThat(meters.minus(new Meters(500_000, 1_000, 2, 200)).per(2))
        .isEqualTo(new Meters(500_000, 500, 1, 100));
  }
}
