package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class ClientBytesTest {
  private final Map<MetricName, Metric> metrics = new HashMap<>();
  private final ClientBytes sent = new ClientBytes("outgoing");

  private void say(String group, String client, String name, double bytes) {
    MetricName of = new MetricName(name, group, "", Map.of("client-id", client));
    metrics.put(
        of,
        new Metric() {
          @Override
          public MetricName metricName() {
            return of;
          }

          @Override
          public Object metricValue() {
            return bytes;
          }
        });
  }

  @Test
  void what_all_clients_sent_is_added_and_what_they_received_or_sent_to_one_broker_is_not() {
    say("producer-metrics", "a", "outgoing-byte-total", 10);
    say("consumer-metrics", "b", "outgoing-byte-total", 5);
    say("producer-metrics", "a", "incoming-byte-total", 100);
    say("producer-node-metrics", "a", "outgoing-byte-total", 10);

    assertThat(sent.of(metrics)).isEqualTo(15);
    assertThat(sent.of(metrics)).isEqualTo(15);
  }

  @Test
  void it_does_not_fall_when_a_client_is_closed_or_begins_anew() {
    say("producer-metrics", "a", "outgoing-byte-total", 10);
    say("producer-metrics", "b", "outgoing-byte-total", 20);
    assertThat(sent.of(metrics)).isEqualTo(30);

    metrics.clear();
    say("producer-metrics", "b", "outgoing-byte-total", 21);
    assertThat(sent.of(metrics)).isEqualTo(31);

    say("producer-metrics", "b", "outgoing-byte-total", 2);
    assertThat(sent.of(metrics)).isEqualTo(33);
  }
}
