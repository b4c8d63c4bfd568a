package freshet.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ThreadTimesTest {
  private static ThreadTimes times(Map<Long, Integer> millis) {
    return new ThreadTimes(
        millis.entrySet().stream()
            .collect(
                Collectors.toMap(Map.Entry::getKey, time -> Duration.ofMillis(time.getValue()))));
  }

  @Test
  void a_thread_that_began_since_counts_and_one_that_ended_does_not() {
    assertThat(times(Map.of(1L, 50, 3L, 7)).since(times(Map.of(1L, 30, 2L, 900))))
        .isEqualTo(Duration.ofMillis(27));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_thread_is_found_by_its_name() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              while (end.getCount() > 0) {
                Thread.onSpinWait();
              }
            },
            "found-by-name");
    thread.start();
    try {
      await().until(() -> found("found-by-name").filter(used -> used.toMillis() >= 10).isPresent());
    } finally {
      end.countDown();
      thread.join();
    }
    assertThat(found("nobody-has-this-name")).isEmpty();
  }

  private static Optional<Duration> found(String name) {
    return ThreadTimes.of(ProcessHandle.current().pid(), name::equals)
        .map(times -> times.since(new ThreadTimes(Map.of())));
  }
}
