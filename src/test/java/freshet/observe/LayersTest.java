package freshet.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import freshet.event.ItemId;
import freshet.recommend.CandidateSource;
import freshet.recommend.CandidateSource.Opinion;
import freshet.recommend.CandidateSource.Question;
import freshet.recommend.Evidence;
import freshet.recommend.Layer;
import freshet.recommend.RestingLayerException;
import freshet.recommend.UserHistory;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LayersTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Question QUESTION = new Question(UserHistory.EMPTY, Optional.empty());
  private static final Opinion SOMETHING =
      new Opinion() {
        @Override
        public List<ItemId> candidates() {
          return List.of();
        }

        @Override
        public double score(ItemId item) {
          return 1;
        }

        @Override
        public Evidence evidence(ItemId item) {
          return new Evidence.Follows(item);
        }
      };

  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(Layers.class);
  private long nanos;
  private final Layers layers = new Layers(meters, Clock.fixed(NOW, ZoneOffset.UTC), () -> nanos);
  private Supplier<Opinion> answer = () -> SOMETHING;
  private String breaker = "closed";
  private CandidateSource source;

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
    source = layers.watched(asked(Layer.CONTENT));
  }

  @AfterEach
  void stop() {
    logger.detachAppender(lines);
  }

  private CandidateSource asked(Layer layer) {
    return new CandidateSource() {
      @Override
      public Layer layer() {
        return layer;
      }

      @Override
      public Opinion opinion(Question question) {
        return answer.get();
      }
    };
  }

  private LayerFigures figures() {
    return layers.figures().get(0);
  }

  @Test
  void what_a_layer_says_is_passed_on_as_it_is_and_counted() {
    assertThat(source.layer()).isEqualTo(Layer.CONTENT);
    assertThat(source.opinion(QUESTION)).isSameAs(SOMETHING);
    answer = () -> CandidateSource.NONE;
    assertThat(source.opinion(QUESTION)).isSameAs(CandidateSource.NONE);

    assertThat(figures().calls()).isEqualTo(2);
    assertThat(figures().silences()).isEqualTo(1);
    assertThat(figures().failures()).isZero();
    assertThat(figures().state()).isEqualTo("answering");
    assertThat(figures().latency().count()).isEqualTo(2);
  }

  @Test
  void percentiles_are_those_of_what_was_asked_and_are_exported_as_buckets() {
    for (int i = 0; i < 100; i++) {
      source.opinion(QUESTION);
    }

    Latency latency = figures().latency();
    assertThat(latency.p50()).isPositive().isLessThanOrEqualTo(latency.p99());
    assertThat(latency.p99()).isLessThanOrEqualTo(latency.max() * 1.05);
    assertThat(meters.scrape())
        .contains(
            "freshet_layer_latency_seconds_bucket{layer=\"content\",le=\"0.001\"}",
            "freshet_layer_latency_seconds_bucket{layer=\"content\",le=\"+Inf\"} 100",
            "freshet_layer_calls_total{layer=\"content\"} 100");
  }

  @Test
  void a_layer_that_fails_is_counted_once_and_says_why() {
    IllegalStateException broken = new IllegalStateException("broken on purpose");
    answer =
        () -> {
          throw broken;
        };
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> source.opinion(QUESTION)).isSameAs(broken);
      layers.failed(Layer.CONTENT, broken);
    }

    assertThat(figures().calls()).isEqualTo(3);
    assertThat(figures().failures()).isEqualTo(3);
    assertThat(figures().fallbacks()).isEqualTo(3);
    assertThat(figures().state()).isEqualTo("failing");
    assertThat(figures().errors())
        .containsExactly(new LayerError(NOW, NOW, "IllegalStateException: broken on purpose", 3));

    answer = () -> SOMETHING;
    source.opinion(QUESTION);
    assertThat(figures().state()).isEqualTo("answering");
  }

  @Test
  void a_layer_that_rests_is_a_fallback_and_no_failure() {
    answer =
        () -> {
          throw new RestingLayerException("left alone");
        };
    assertThatThrownBy(() -> source.opinion(QUESTION)).isInstanceOf(RestingLayerException.class);

    assertThat(figures().calls()).isEqualTo(1);
    assertThat(figures().fallbacks()).isEqualTo(1);
    assertThat(figures().failures()).isZero();
    assertThat(figures().errors()).isEmpty();
  }

  @Test
  void the_last_errors_are_bounded_in_number_and_length() {
    for (int i = 0; i < 100; i++) {
      layers.failed(Layer.CONTENT, new IllegalStateException(i + " " + "x".repeat(1_000)));
    }

    assertThat(figures().errors()).hasSize(10);
    assertThat(figures().errors().get(0).error())
        .startsWith("IllegalStateException: 99 ")
        .hasSizeLessThan(310);
  }

  @Test
  void a_layer_that_fails_at_every_request_does_not_flood_the_log() {
    for (int i = 0; i < 1_000; i++) {
      layers.failed(Layer.CONTENT, new IllegalStateException("broken on purpose"));
    }
    assertThat(lines.list).hasSize(1);
    layers.failed(Layer.POPULARITY, new IllegalStateException("another"));
    assertThat(lines.list).hasSize(2);

    nanos += Duration.ofSeconds(10).toNanos();
    layers.failed(Layer.CONTENT, new IllegalStateException("broken on purpose"));

    assertThat(lines.list.get(2).getFormattedMessage())
        .isEqualTo(
            "The content layer failed, and 999 times since this was last said; the others answered");
  }

  @Test
  void a_layer_behind_a_breaker_has_the_state_of_that() {
    layers.watched(asked(Layer.MODEL), () -> breaker);
    assertThat(figures().layer()).isEqualTo(Layer.MODEL);
    assertThat(figures().state()).isEqualTo("closed");
    breaker = "open (broken on purpose)";
    assertThat(figures().state()).isEqualTo("open (broken on purpose)");
  }
}
