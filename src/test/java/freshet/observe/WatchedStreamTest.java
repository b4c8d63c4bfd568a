package freshet.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class WatchedStreamTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final WatchedStream stream = new WatchedStream(meters, Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void one_event_of_sixteen_is_timed() {
    for (int offset = 0; offset < 160; offset++) {
      stream.processed(offset, NOW.toEpochMilli() - 20);
    }

    Latency latency = stream.eventToVisible();
    assertThat(latency.count()).isEqualTo(10);
    assertThat(latency.p50()).isBetween(19.0, 21.0);
    assertThat(meters.scrape())
        .contains("freshet_event_to_visible_seconds_bucket{le=\"0.025\"} 10");
  }

  @Test
  void what_seems_to_come_from_the_future_has_just_come() {
    stream.processed(0, NOW.toEpochMilli() + 5_000);

    assertThat(stream.eventToVisible().max()).isZero();
  }

  @Test
  void dead_letters_are_those_of_the_way_in_and_of_all_other_topics() {
    stream.admitted();
    stream.refused();
    stream.setAside();
    stream.moved();

    assertThat(stream.deadLetters()).isEqualTo(2);
    assertThat(meters.scrape())
        .contains(
            "freshet_dead_letters_total 2.0",
            "freshet_stream_interactions_total{outcome=\"admitted\"} 1.0",
            "freshet_stream_interactions_total{outcome=\"refused\"} 1.0",
            "freshet_stream_interactions_total{outcome=\"moved\"} 1.0");
  }
}
