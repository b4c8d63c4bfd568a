package freshet.bench.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ResidentMemoryTest {
  private static final String SMAPS =
      """
      00100000-00300000 rw-s 00000000 00:01 1 /memfd:java_heap (deleted)
      Size:               2048 kB
      Rss:                2048 kB
      Pss:                 683 kB
      Pss_Dirty:           683 kB
      VmFlags: rd wr sh
      7f0000000000-7f0000100000 rw-p 00000000 00:00 0
      Rss:                 100 kB
      Pss:                 100 kB
      Pss_Anon:            100 kB
      7f0000200000-7f0000300000 r-xp 00000000 00:00 9 /usr/lib/libc.so
      Pss:                  17 kB
      """;

  @Test
  void the_java_heap_is_told_from_the_rest() {
    ResidentMemory memory = ResidentMemory.of(SMAPS.lines());

    assertThat(memory).isEqualTo(new ResidentMemory(683 * 1024, 117 * 1024));
    assertThat(memory.total()).isEqualTo(800 * 1024);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void this_process_has_some() {
    assertThat(ResidentMemory.of(ProcessHandle.current().pid()).orElseThrow().total())
        .isGreaterThan(10_000_000);
  }

  @Test
  void a_process_that_is_not_there_tells_nothing() {
    assertThat(ResidentMemory.of(Long.MAX_VALUE)).isEmpty();
  }
}
