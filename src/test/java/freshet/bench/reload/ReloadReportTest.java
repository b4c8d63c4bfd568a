package freshet.bench.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import freshet.bench.load.WatchedRequest;
import freshet.bench.load.WatchedRequest.Fate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReloadReportTest {
  private static final ReloadBench.Plan PLAN =
      new ReloadBench.Plan(1, Duration.ZERO, 1, Duration.ofSeconds(4));

  private static long millis(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private static WatchedRequest request(long due, long took, Fate fate) {
    return new WatchedRequest(millis(due), millis(due + took), fate);
  }

  private static ReloadReport report(WatchedRequest... requests) {
    Reload reload = new Reload(millis(10_000), millis(10_500), Optional.empty());
    return new ReloadReport(PLAN, List.of(reload), List.of(requests), Optional.empty());
  }

  @Test
  void a_request_is_near_a_reload_from_the_wish_until_a_second_after_it_serves() {
    ReloadReport report =
        report(
            request(9_000, 4, Fate.COMPLETE),
            request(9_990, 20, Fate.COMPLETE),
            request(10_200, 21, Fate.COMPLETE),
            request(11_499, 22, Fate.DEGRADED),
            request(11_501, 6, Fate.COMPLETE));

    assertThat(report.near().count()).isEqualTo(3);
    assertThat(report.near().max()).isCloseTo(22, within(0.1));
    assertThat(report.away().count()).isEqualTo(2);
    assertThat(report.away().max()).isCloseTo(6, within(0.1));
    assertThat(report.slowdown()).isCloseTo(22.0 / 6, within(0.1));
    assertThat(report.reloads().get(0).millis()).isEqualTo(500);
  }

  @Test
  void what_fails_has_no_latency_and_is_a_flaw() {
    ReloadReport report = report(request(1, 1, Fate.COMPLETE), request(2, 15_000, Fate.FAILED));

    assertThat(report.away().max()).isCloseTo(1, within(0.01));
    assertThat(report.count(Fate.FAILED)).isEqualTo(1);
    assertThat(report.isFlawless()).isFalse();
  }

  @Test
  void an_answer_without_the_model_is_a_flaw_too() {
    assertThat(report(request(1, 1, Fate.DEGRADED)).isFlawless()).isFalse();
    assertThat(report(request(1, 1, Fate.COMPLETE)).isFlawless()).isTrue();
  }
}
