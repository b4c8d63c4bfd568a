package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The first thing anybody runs. */
@Timeout(120)
class DemoIT {
  private static final Duration PROMISED = Duration.ofSeconds(30);

  @TempDir private Path directory;

  @Test
  void within_half_a_minute_the_line_it_suggests_gives_a_slate_of_ten() throws Exception {
    try (FreshetProcess demo =
        FreshetProcess.start(directory, "demo", "--data-dir=" + directory.resolve("data"))) {
      URI suggestion = URI.create(demo.awaitSuggestion(PROMISED));
      HttpCaller http =
          new HttpCaller(suggestion.getScheme() + "://" + suggestion.getRawAuthority());
      String path = suggestion.getRawPath() + "?" + suggestion.getRawQuery();

      await()
          .atMost(PROMISED.minus(demo.age()))
          .until(() -> http.get(path).body().path("items").size() == 10);
      System.out.println("demo gave a slate of ten after " + demo.age().toMillis() + " ms");

      Duration took = demo.terminate();
      assertThat(took).isLessThan(Duration.ofSeconds(10));
      assertThat(demo.err()).contains("Telling the past").doesNotContain("\tat ", "Exception");
    }
  }
}
