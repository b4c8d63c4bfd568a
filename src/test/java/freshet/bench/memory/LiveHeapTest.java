package freshet.bench.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LiveHeapTest {
  @Test
  void the_last_line_of_a_histogram_is_what_is_alive() {
    assertThat(
            LiveHeap.total(
                """
                4711:
                 num     #instances         #bytes  class name (module)
                   1:         29012        2901112  [B (java.base@17)
                Total        132500        8123456
                """))
        .hasValue(8_123_456);
  }

  @Test
  void what_is_no_histogram_tells_nothing() {
    assertThat(LiveHeap.total("java.io.IOException: No such process")).isEmpty();
  }

  @Test
  void a_process_that_is_not_there_tells_nothing() throws InterruptedException {
    assertThat(LiveHeap.of(Integer.MAX_VALUE)).isEmpty();
  }
}
