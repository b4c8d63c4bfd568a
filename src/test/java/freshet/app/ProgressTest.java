package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void without_a_terminal_a_line_comes_every_few_seconds_with_rate_and_time_left() {
    try (Progress progress = new Progress(out, false, nanos::get)) {
      progress.begin("Sending", "events", 10_000, 0);
      after(1);
      progress.reached(100);
      after(4);
      progress.reached(2500);
      after(1);
      progress.reached(3000);
      after(4);
      progress.reached(10_000);
    }

    assertThat(text().lines())
        .containsExactly(
            "Sending: 2,500 of 10,000 (25 %) events, 500/s, about 15 s left",
            "Sending: 10,000 of 10,000 (100 %) events, 1,000/s");
  }

  @Test
  void work_done_before_is_told_and_left_out_of_the_rate() {
    try (Progress progress = new Progress(out, false, nanos::get)) {
      progress.begin("Sending", "events", 0, 1000);
      after(2);
      progress.reached(1500);
    }

    assertThat(text().lines())
        .containsExactly("Sending: going on after 1,000 events", "Sending: 1,500 events, 250/s");
  }

  @Test
  void on_a_terminal_a_bar_is_drawn() {
    try (Progress progress = new Progress(out, true, nanos::get)) {
      progress.begin("Sending", "events", 10_000, 0);
      progress.reached(5000);
    }

    assertThat(text()).contains("Sending").contains("50%").contains("5000/10000");
  }

  private void after(int seconds) {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
