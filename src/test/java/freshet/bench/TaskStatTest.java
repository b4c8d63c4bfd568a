package freshet.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskStatTest {
  private static TaskStat named(String name) {
    return TaskStat.parse(
        "71 ("
            + name
            + ") S 1 71 71 0 -1 4194304 900 0 3 0 120 34 8 9 20 0 40 0 512 9000 700 184 1 1 0");
  }

  @Test
  void user_and_system_time_are_added_and_that_of_children_is_not() {
    assertThat(named("java").cpu()).isEqualTo(Duration.ofMillis(1540));
  }

  @ParameterizedTest
  @CsvSource({
    "C2 CompilerThre,          true,  false",
    "C1 CompilerThre,          true,  false",
    "GC Thread#0,              false, true",
    "G1 Main Marker,           false, true",
    "G1 Conc#0,                false, true",
    "G1 Refine#0,              false, true",
    "ZWorker#1,                false, true",
    "ZDirector,                false, true",
    "freshet-StreamT,          false, false",
    "VM Thread,                false, false",
    "a) S 1 (b 2 3,            false, false",
    "((,                       false, false",
    "GC Thread) 7,             false, true",
  })
  void a_thread_is_known_by_its_name_even_with_spaces_and_parentheses(
      String name, boolean compiler, boolean collector) {
    TaskStat stat = named(name);

    assertThat(stat.name()).isEqualTo(name);
    assertThat(stat.cpu()).isEqualTo(Duration.ofMillis(1540));
    assertThat(stat.isCompiler()).isEqualTo(compiler);
    assertThat(stat.isCollector()).isEqualTo(collector);
  }

  @ParameterizedTest
  @CsvSource({"''", "71 java S 1", "71 (java) S 1 2 3"})
  void what_describes_no_thread_is_refused(String line) {
    assertThatThrownBy(() -> TaskStat.parse(line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(line);
  }
}
