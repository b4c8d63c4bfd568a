package freshet.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import freshet.bench.FailedBenchException;
import freshet.bench.Workload;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OpenLoopTest {
  private static final Workload.Shape SITE = new Workload.Shape(5, 300, 1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static String slate(int items) {
    return "{\"layer\":\"collaborative\"}".repeat(items / 2)
        + "{\"layer\":\"popularity\"}".repeat(items - items / 2);
  }

  @Test
  void every_request_is_sent_once_for_some_user() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (StubServer server =
        StubServer.start(
            200,
            request -> {
              assertThat(request).matches("GET /v1/users/user-[0-4]/recommendations\\?k=10 ");
              asked.incrementAndGet();
              return slate(10);
            })) {
      OpenLoop.Outcome outcome =
          new OpenLoop(server.address(), SITE, 1)
              .run(Kind.PLAIN, 200, Duration.ofMillis(500), PATIENCE);

      assertThat(asked).hasValue(100);
      assertThat(outcome.latency().count()).isEqualTo(100);
      assertThat(outcome.collaborative()).isEqualTo(0.5);
      assertThat(outcome.kept()).isTrue();
    }
  }

  @Test
  void a_server_that_stands_still_is_charged_for_requests_that_could_not_be_sent()
      throws Exception {
    AtomicLong began = new AtomicLong();
    try (StubServer server =
        StubServer.start(
            200,
            request -> {
              began.compareAndSet(0, System.nanoTime());
              await()
                  .pollInterval(Duration.ofMillis(5))
                  .until(() -> System.nanoTime() - began.get() > 500_000_000L);
              return slate(10);
            })) {
      OpenLoop.Outcome outcome =
          new OpenLoop(server.address(), SITE, 1)
              .run(Kind.PLAIN, 1_000, Duration.ofMillis(100), PATIENCE);

      assertThat(outcome.latency().count()).isEqualTo(100);
      // Half of them found no free connection; none is let off for that.
      assertThat(outcome.lateness().p90()).isGreaterThan(300);
      assertThat(outcome.latency().p50()).isGreaterThan(300);
    }
  }

  @Test
  void a_server_that_falls_too_far_behind_is_given_up() throws Exception {
    AtomicLong began = new AtomicLong();
    try (StubServer server =
        StubServer.start(
            200,
            request -> {
              began.compareAndSet(0, System.nanoTime());
              await()
                  .pollInterval(Duration.ofMillis(5))
                  .until(() -> System.nanoTime() - began.get() > 500_000_000L);
              return slate(10);
            })) {
      OpenLoop.Outcome outcome =
          new OpenLoop(server.address(), SITE, 1)
              .run(Kind.PLAIN, 1_000, Duration.ofMillis(100), Duration.ofMillis(100));

      assertThat(outcome.kept()).isFalse();
      assertThat(outcome.latency().count()).isLessThan(100);
    }
  }

  @Test
  void a_slate_that_is_not_full_is_a_failure() throws IOException {
    try (StubServer server = StubServer.start(200, request -> slate(9))) {
      assertThatThrownBy(
              () ->
                  new OpenLoop(server.address(), SITE, 1)
                      .run(Kind.PLAIN, 10, Duration.ofSeconds(1), PATIENCE))
          .isInstanceOf(FailedBenchException.class)
          .hasMessageContaining("with 9 items");
    }
  }

  @Test
  void an_answer_that_is_no_success_is_a_failure() throws IOException {
    try (StubServer server = StubServer.start(503, request -> "busy")) {
      assertThatThrownBy(
              () ->
                  new OpenLoop(server.address(), SITE, 1)
                      .run(Kind.PLAIN, 10, Duration.ofSeconds(1), PATIENCE))
          .isInstanceOf(FailedBenchException.class)
          .hasMessageContaining("was answered 503, busy");
    }
  }
}
