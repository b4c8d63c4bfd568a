package freshet.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PortsTest {
  @Test
  void three_different_ports_are_chosen_below_those_of_outgoing_connections() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20; i++) {
      Ports ports = Ports.choose(random);

      assertThat(Set.of(ports.http(), ports.kafka(), ports.registry()))
          .allSatisfy(port -> assertThat(port).isBetween(20_000, 29_999));
      assertThat(ports.options())
          .containsExactly(
              "--port=" + ports.http(),
              "--kafka-port=" + ports.kafka(),
              "--registry-port=" + ports.registry());
    }
  }
}
