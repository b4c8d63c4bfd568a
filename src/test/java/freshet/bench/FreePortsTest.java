package freshet.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FreePortsTest {
  @Test
  void different_ports_are_given_below_those_of_outgoing_connections() {
    FreePorts ports = new FreePorts(new SplittableRandom(1));

    List<Integer> taken = Stream.generate(ports::take).limit(60).toList();

    assertThat(taken)
        .doesNotHaveDuplicates()
        .allSatisfy(port -> assertThat(port).isBetween(20_000, 29_999));
  }
}
