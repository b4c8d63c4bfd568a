package freshet.bench.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ItemMemoryTest {
  @Test
  void bytes_are_shared_by_the_items() {
    ItemMemory memory =
        new ItemMemory(
            100,
            OptionalLong.of(80_000),
            OptionalLong.of(40_000),
            25_600,
            OptionalLong.of(1_000_000));

    assertThat(memory.cataloguePerItem()).isEqualTo(800);
    assertThat(memory.modelHeapPerItem()).isEqualTo(400);
    assertThat(memory.modelNativePerItem()).isEqualTo(256);
  }

  @Test
  void what_nobody_tells_is_no_number() {
    ItemMemory memory =
        new ItemMemory(100, OptionalLong.empty(), OptionalLong.empty(), 1, OptionalLong.empty());

    assertThat(memory.cataloguePerItem()).isNaN();
    assertThat(memory.modelHeapPerItem()).isNaN();
  }
}
