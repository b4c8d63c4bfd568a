package freshet.model.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freshet.event.ItemId;
import freshet.model.UnusableModelException;
import freshet.recommend.CandidateSource;
import freshet.recommend.Evidence;
import freshet.recommend.Layer;
import freshet.recommend.RestingLayerException;
import freshet.recommend.UserHistory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class GuardedSourceTest {
  private static final BreakerSettings SETTINGS =
      new BreakerSettings(Duration.ofMillis(20), 4, 0.5, Duration.ofSeconds(5));

  private static final CandidateSource.Opinion SOMETHING =
      new CandidateSource.Opinion() {
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

  private Supplier<CandidateSource.Opinion> answer = () -> SOMETHING;
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private long nanos;
  private int asked;

  private final GuardedSource source =
      new GuardedSource(
          new CandidateSource() {
            @Override
            public Layer layer() {
              return Layer.MODEL;
            }

            @Override
            public Opinion opinion(Question question) {
              asked++;
              return answer.get();
            }
          },
          SETTINGS,
          new Clock() {
            @Override
            public ZoneId getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
              return this;
            }

            @Override
            public Instant instant() {
              return now;
            }
          },
          () -> nanos);

  private CandidateSource.Opinion ask() {
    return source.opinion(new CandidateSource.Question(UserHistory.EMPTY, Optional.empty()));
  }

  private void fail(int times, Throwable error) {
    answer =
        () -> {
          if (error instanceof Error fatal) {
            throw fatal;
          }
          throw (RuntimeException) error;
        };
    for (int i = 0; i < times; i++) {
      assertThatThrownBy(this::ask);
    }
  }

  private void assertResting() {
    int before = asked;
    assertThatExceptionOfType(RestingLayerException.class).isThrownBy(this::ask);
    assertThat(asked).isEqualTo(before);
  }

  @Test
  void it_speaks_for_the_layer_of_the_source() {
    assertThat(source.layer()).isEqualTo(Layer.MODEL);
  }

  @Test
  void what_the_source_says_is_passed_on() {
    assertThat(ask()).isSameAs(SOMETHING);
    assertThat(source.state()).isEqualTo("closed");
    assertThat(source.trouble()).isEmpty();
  }

  @Test
  void a_source_that_fails_is_left_alone_and_the_state_says_why() {
    fail(4, new UnusableModelException("broken on purpose"));

    assertResting();
    assertThat(source.state()).isEqualTo("open (broken on purpose)");
    assertThatThrownBy(this::ask)
        .hasMessage("the model layer is left alone for a while: broken on purpose");
  }

  @Test
  void a_source_that_fails_now_and_then_is_asked_on() {
    for (int i = 0; i < 20; i++) {
      fail(1, new IllegalStateException("broken on purpose"));
      answer = () -> SOMETHING;
      for (int ok = 0; ok < 3; ok++) {
        assertThat(ask()).isSameAs(SOMETHING);
      }
    }
    assertThat(source.state()).isEqualTo("closed");
  }

  @Test
  void a_missing_class_is_a_failure_like_others() {
    fail(3, new NoClassDefFoundError("ai/djl/Device"));
    assertThatThrownBy(this::ask)
        .isInstanceOf(UnusableModelException.class)
        .hasMessage("classes or native code that the model layer needs are missing: ai/djl/Device");
    assertResting();
  }

  @Test
  void an_error_of_the_machine_is_passed_on_and_counted() {
    answer =
        () -> {
          throw new OutOfMemoryError("on purpose");
        };
    for (int i = 0; i < 4; i++) {
      assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(this::ask);
    }
    assertResting();
  }

  @Test
  void a_source_that_is_slow_is_left_alone() {
    answer =
        () -> {
          nanos += 21_000_000;
          return SOMETHING;
        };
    for (int i = 0; i < 4; i++) {
      assertThat(ask()).isSameAs(SOMETHING);
    }

    assertResting();
    assertThat(source.trouble()).contains("an answer took 21 ms, and its budget is 20 ms");
  }

  @Test
  void after_a_rest_it_is_tried_and_asked_again_if_it_answers() {
    fail(4, new IllegalStateException("broken on purpose"));
    now = now.plusSeconds(4);
    assertResting();
    now = now.plusSeconds(2);
    answer = () -> SOMETHING;

    assertThat(ask()).isSameAs(SOMETHING);
    assertThat(source.state()).isEqualTo("half open (broken on purpose)");
    ask();
    ask();
    assertThat(source.state()).isEqualTo("closed");
  }

  @Test
  void after_a_rest_it_rests_again_if_it_fails_still() {
    fail(4, new IllegalStateException("broken on purpose"));
    now = now.plusSeconds(6);
    fail(3, new IllegalStateException("broken again"));

    assertResting();
    assertThat(source.state()).isEqualTo("open (broken again)");
  }

  @Test
  void that_nothing_is_said_about_newcomers_does_not_hide_failures() {
    for (int i = 0; i < 4; i++) {
      answer = () -> CandidateSource.NONE;
      for (int newcomer = 0; newcomer < 10; newcomer++) {
        assertThat(ask()).isSameAs(CandidateSource.NONE);
      }
      fail(1, new IllegalStateException("broken on purpose"));
    }
    assertResting();
  }

  @Test
  void settings_that_make_no_sense_are_refused_with_what_to_give() {
    Duration one = Duration.ofSeconds(1);
    assertThatThrownBy(() -> new BreakerSettings(Duration.ZERO, 4, 0.5, one))
        .hasMessage("model.budget is PT0S; give a time above 0, such as 20ms");
    assertThatThrownBy(() -> new BreakerSettings(one, 0, 0.5, one))
        .hasMessage("model.breaker.window is 0; give 1 to 1000");
    assertThatThrownBy(() -> new BreakerSettings(one, 4, 0, one))
        .hasMessage("model.breaker.share is 0.0; give above 0 to 1");
    assertThatThrownBy(() -> new BreakerSettings(one, 4, 0.5, Duration.ofSeconds(-1)))
        .hasMessage("model.breaker.rest is PT-1S; give a time above 0, such as 5s");
  }
}
