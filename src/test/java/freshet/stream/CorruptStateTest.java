package freshet.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

class CorruptStateTest {
  private static RuntimeException because(Status.Code code) {
    return new IllegalStateException(
        "a store", new RocksDBException("it", new Status(code, Status.SubCode.None, "it")));
  }

  @Test
  void files_that_cannot_be_read_are_told_from_a_disk_that_is_full_and_the_rest() {
    assertThat(CorruptState.isCauseOf(because(Status.Code.Corruption))).isTrue();
    assertThat(CorruptState.isCauseOf(because(Status.Code.IOError))).isFalse();
    assertThat(CorruptState.isCauseOf(new RocksDBException("it has no status"))).isFalse();
    assertThat(CorruptState.isCauseOf(new IllegalStateException("closed"))).isFalse();
  }
}
