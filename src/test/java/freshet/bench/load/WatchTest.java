package freshet.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import freshet.bench.Workload;
import freshet.bench.load.WatchedRequest.Fate;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WatchTest {
  private static final Workload.Shape SITE = new Workload.Shape(10, 300, 1);

  private static String slate(int items, String layer, boolean degraded) {
    return IntStream.range(0, items)
        .mapToObj(i -> "{\"item\":\"item-%d\",\"layer\":\"%s\"}".formatted(i, layer))
        .collect(Collectors.joining(",", "{\"items\":[", "],\"degraded\":%s}".formatted(degraded)));
  }

  private static List<WatchedRequest> watch(String answer) throws Exception {
    return watch(answer, true);
  }

  private static List<WatchedRequest> watch(String answer, boolean model) throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (StubServer server =
            StubServer.start(
                200,
                request -> {
                  asked.incrementAndGet();
                  return answer;
                });
        Watch watch = Watch.start(() -> List.of(server.address()), SITE, 50, 1, model)) {
      await().until(() -> asked.get() >= 5);
      List<WatchedRequest> all = watch.end();
      assertThat(all).hasSizeGreaterThanOrEqualTo(5);
      assertThat(watch.firstFailure().isPresent())
          .isEqualTo(all.stream().anyMatch(request -> request.fate() == Fate.FAILED));
      return all;
    }
  }

  @Test
  void a_full_slate_with_the_model_s_items_is_by_the_model() throws Exception {
    assertThat(watch(slate(10, "model", false)))
        .allSatisfy(
            request -> {
              assertThat(request.fate()).isEqualTo(Fate.COMPLETE);
              assertThat(request.nanos()).isPositive();
            });
  }

  @Test
  void a_slate_from_other_layers_or_one_that_says_so_is_degraded() throws Exception {
    assertThat(watch(slate(10, "collaborative", false)))
        .extracting(WatchedRequest::fate)
        .containsOnly(Fate.DEGRADED);
    assertThat(watch(slate(10, "model", true)))
        .extracting(WatchedRequest::fate)
        .containsOnly(Fate.DEGRADED);
  }

  @Test
  void where_there_is_no_model_none_is_missed() throws Exception {
    assertThat(watch(slate(10, "collaborative", false), false))
        .extracting(WatchedRequest::fate)
        .containsOnly(Fate.COMPLETE);
    assertThat(watch(slate(10, "collaborative", true), false))
        .extracting(WatchedRequest::fate)
        .containsOnly(Fate.DEGRADED);
  }

  @Test
  void a_slate_that_is_not_full_is_a_failure_and_asking_goes_on() throws Exception {
    assertThat(watch(slate(9, "model", false)))
        .extracting(WatchedRequest::fate)
        .containsOnly(Fate.FAILED);
  }

  @Test
  void what_one_server_does_not_answer_another_does() throws IOException, InterruptedException {
    StubServer gone = StubServer.start(200, request -> "");
    gone.close();
    AtomicInteger asked = new AtomicInteger();
    try (StubServer there =
            StubServer.start(
                200,
                request -> {
                  asked.incrementAndGet();
                  return slate(10, "model", false);
                });
        StubServer leaving = StubServer.start(503, request -> "it is stopping");
        Watch watch =
            Watch.start(
                () -> List.of(gone.address(), leaving.address(), there.address()),
                SITE,
                50,
                1,
                true)) {
      await().until(() -> asked.get() >= 20);
      List<WatchedRequest> all = watch.end();

      assertThat(all).extracting(WatchedRequest::fate).containsOnly(Fate.COMPLETE);
      assertThat(watch.elsewhere()).isPositive().isLessThanOrEqualTo(all.size());
    }
  }

  @Test
  void who_does_not_answer_is_asked_again_all_the_same() throws IOException, InterruptedException {
    StubServer gone = StubServer.start(200, request -> "");
    gone.close();
    try (Watch watch = Watch.start(() -> List.of(gone.address()), SITE, 50, 1, true)) {
      await().until(() -> watch.firstFailure().isPresent());
      assertThat(watch.end()).extracting(WatchedRequest::fate).containsOnly(Fate.FAILED);
      assertThat(watch.firstFailure().orElseThrow())
          .hasMessageContaining("look whether the server still runs");
    }
  }
}
