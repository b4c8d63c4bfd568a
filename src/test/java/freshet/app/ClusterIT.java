package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several instances that one command starts, and what becomes of them. */
@Timeout(180)
class ClusterIT {
  private static final Pattern ROW = Pattern.compile("\n  \\d +(http://\\S+) +(\\S+)");
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(18);

  @TempDir private Path directory;

  @Test
  void all_instances_answer_and_stop_in_order_when_they_are_told() throws Exception {
    try (FreshetProcess cluster = start()) {
      cluster.awaitCluster();
      List<HttpCaller> instances =
          ROW.matcher(cluster.out()).results().map(row -> new HttpCaller(row.group(1))).toList();

      assertThat(instances).hasSize(2);
      for (HttpCaller one : instances) {
        await("it is ready")
            .atMost(SOON)
            .untilAsserted(() -> assertThat(one.get("/health/ready").status()).isEqualTo(200));
        assertThat(one.get("/v1/users/ada/recommendations?k=3").status()).isEqualTo(200);
      }
      List<ProcessHandle> children = cluster.children();
      assertThat(children).hasSize(2);

      assertThat(cluster.terminate()).isLessThan(STOPS_WITHIN);

      assertThat(children).noneMatch(ProcessHandle::isAlive);
      assertThat(cluster.err()).isEmpty();
    }
  }

  @Test
  void an_instance_that_dies_is_told_and_the_others_are_stopped() throws Exception {
    try (FreshetProcess cluster = start()) {
      await("instances are started").atMost(SOON).until(() -> cluster.children().size() == 2);
      List<ProcessHandle> children = cluster.children();

      children.get(0).destroyForcibly();

      assertThat(cluster.awaitExit(STOPS_WITHIN)).isEqualTo(1);
      assertThat(cluster.err())
          .matches(
              "freshet: instance [12] has ended with code 137, and the others are stopped; all that it said is in .*/instance-[12]/err\\.txt\\R");
      assertThat(children).noneMatch(ProcessHandle::isAlive);
    }
  }

  private FreshetProcess start() throws IOException {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--instances=2",
                "--data-dir=" + directory.resolve("data"),
                // Enough to be shared, and soon restored.
                "--set=kafka.partitions=2"));
    options.addAll(FreshetProcess.optionsForItsServers());
    return FreshetProcess.start(directory, "cluster", options.toArray(String[]::new));
  }
}
