package freshet.http.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";
  private static final String HEADER = "00-" + TRACE + "-" + SPAN + "-01";

  @Test
  void a_trace_is_read_as_the_standard_writes_it() {
    assertThat(TraceParent.of(HEADER, "vendor=a,other=b"))
        .contains(new TraceParent(HEADER, TRACE, SPAN, Optional.of("vendor=a,other=b")));
    assertThat(TraceParent.of(HEADER, null))
        .contains(new TraceParent(HEADER, TRACE, SPAN, Optional.empty()));
  }

  @Test
  void a_version_to_come_may_say_more() {
    String later = "01-" + TRACE + "-" + SPAN + "-01-more";

    assertThat(TraceParent.of(later, null)).map(TraceParent::header).contains(later);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n",
        "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01"
      })
  void what_breaks_the_rules_is_no_trace(String header) {
    assertThat(TraceParent.of(header, null)).isEmpty();
  }

  @Test
  void a_state_that_breaks_the_rules_is_left_out() {
    assertThat(TraceParent.of(HEADER, "a=\u001b[31m").orElseThrow().state()).isEmpty();
    assertThat(TraceParent.of(HEADER, "a=" + "b".repeat(600)).orElseThrow().state()).isEmpty();
  }
}
