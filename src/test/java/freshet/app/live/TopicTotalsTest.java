package freshet.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class TopicTotalsTest {
  private final Map<MetricName, Metric> metrics = new HashMap<>();

  private record Measured(MetricName metricName, Object metricValue) implements Metric {}

  private void measure(String client, String name, String topic, Object value) {
    MetricName metric =
        new MetricName(name, "any", "", Map.of("client-id", client, "topic", topic));
    metrics.put(metric, new Measured(metric, value));
  }

  @Test
  void what_all_clients_read_and_wrote_is_added_up_by_topic() {
    measure("one", "records-consumed-total", "interactions", 10.0);
    measure("two", "records-consumed-total", "interactions", 5.0);
    measure("one", "record-send-total", "trending", 3.0);
    measure("one", "records-consumed-rate", "interactions", 99.0);

    TopicTotals totals = TopicTotals.of(metrics, "");

    assertThat(totals.read()).isEqualTo(Map.of("interactions", 15.0));
    assertThat(totals.written()).isEqualTo(Map.of("trending", 3.0));
  }

  @Test
  void names_lose_the_prefix_of_their_site_and_application_with_dots_or_without() {
    measure("one", "records-consumed-total", "shop.interactions", 1.0);
    measure("two", "records-consumed-total", "shop_items", 2.0);
    measure("one", "records-consumed-total", "shop_freshet-popularity-deltas-repartition", 4.0);

    assertThat(TopicTotals.of(metrics, "shop.freshet-", "shop.").read())
        .isEqualTo(Map.of("interactions", 1.0, "items", 2.0, "popularity-deltas-repartition", 4.0));
  }

  @Test
  void state_s_own_topics_and_metrics_of_no_topic_are_left_out() {
    measure("one", "record-send-total", "freshet-profile-users-changelog", 7.0);
    MetricName alone = new MetricName("records-consumed-total", "any", "", Map.of());
    metrics.put(alone, new Measured(alone, 8.0));

    TopicTotals totals = TopicTotals.of(metrics, "freshet-", "");

    assertThat(totals.read()).isEmpty();
    assertThat(totals.written()).isEmpty();
  }
}
