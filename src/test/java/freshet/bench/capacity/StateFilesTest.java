package freshet.bench.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFilesTest {
  @TempDir private Path state;

  private void file(String path, int bytes) throws IOException {
    Path file = state.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[bytes]);
  }

  @Test
  void a_store_takes_what_its_files_take_in_all_partitions() throws IOException {
    file("freshet/0_0/rocksdb/profile-users/000001.sst", 10);
    file("freshet/0_1/rocksdb/profile-users/000002.sst", 20);
    file("freshet/1_0/rocksdb/cooccurrence-rows/MANIFEST-1", 5);
    file("freshet/0_0/.checkpoint", 100);

    assertThat(StateFiles.bytes(state))
        .isEqualTo(Map.of("profile-users", 30L, "cooccurrence-rows", 5L));
  }
}
