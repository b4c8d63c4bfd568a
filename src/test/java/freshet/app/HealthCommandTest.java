package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthCommandTest {
  private static final String DEGRADED =
      """
      {"status": "degraded", "since": "2026-03-01T12:00:00Z",
       "layers": [
         {"layer": "model", "state": "open (an answer took 90 ms)", "calls": 1234, "silences": 5,
          "failures": 6, "fallbacks": 78, "latencyMillis": {"p50": 1.5, "p90": 2, "p99": 90.25, "max": 91},
          "model": {"version": "v1", "ageSeconds": 60, "status": "v1 answers"},
          "lastErrors": [{"since": "2026-03-01T12:00:00Z", "latest": "2026-03-01T12:01:00Z",
                          "error": "Broken: on\\u001b[31m purpose", "times": 6}]}],
       "slates": {"answered": 1234, "degraded": 78, "empty": 0},
       "stream": {"state": "RUNNING", "behindRecords": 12, "eventToVisibleMillis": {"p50": 4, "p99": 40},
                  "deadLetters": 3, "writeFailures": 0,
                  "stores": [{"store": "profile-users", "entries": 7, "diskBytes": 1000}]}}
      """;

  private final CannedServer server =
      new CannedServer().with("/v1/health/recommendations", DEGRADED);
  private final String url = server.url();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void what_is_not_well_is_told_with_code_1() {
    Run run = Run.of("health", "--to", url);

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out())
        .startsWith("degraded; 1,234 slates since 2026-03-01T12:00:00Z, 78 of them degraded")
        .contains("open (an answer took 90 ms); v1 answers", "90.25")
        .contains("stream RUNNING, 12 records behind; an event is seen after 4.00 ms (p50)")
        .contains("profile-users")
        .contains("model: Broken: on\\u001b[31m purpose (6 times")
        .doesNotContain("\u001b[31m purpose");
  }

  @Test
  void nobody_there_is_one_sentence() {
    server.close();

    Run run = Run.of("health", "--to", url);

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .isEqualToIgnoringNewLines(
            "freshet: nothing answers at %s; start one with `freshet serve`, or name another with --to"
                .formatted(url));
  }
}
