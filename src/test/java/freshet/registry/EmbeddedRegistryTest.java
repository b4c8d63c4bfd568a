package freshet.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class EmbeddedRegistryTest {
  private static final String A = record("{\"name\":\"a\",\"type\":\"int\"}");
  private static final String A_AND_OPTIONAL_B =
      record("{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\",\"type\":\"int\",\"default\":0}");
  private static final String A_AND_B =
      record("{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\",\"type\":\"int\"}");

  private final InMemorySchemaLog log = new InMemorySchemaLog();
  private final EmbeddedRegistry registry = new EmbeddedRegistry(log);

  private static String record(String fields) {
    return "{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + fields + "]}";
  }

  private static void assertCode(int code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(RegistryException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void ids_are_counted_from_one_and_shared_by_subjects() {
    assertThat(registry.register("s", A)).isEqualTo(1);
    assertThat(registry.register("s", A_AND_OPTIONAL_B)).isEqualTo(2);
    assertThat(registry.register("t", A)).isEqualTo(1);
    assertThat(registry.register("u", "\"long\"")).isEqualTo(3);
  }

  @Test
  void a_schema_registered_twice_is_one_version() {
    registry.register("s", A);
    registry.register("s", "  " + A.replace(",", " , ") + "\n");

    assertThat(registry.versions("s", false)).hasSize(1);
  }

  @Test
  void an_incompatible_schema_is_refused_with_the_reason_and_takes_no_id() {
    registry.register("s", A);

    assertThatThrownBy(() -> registry.register("s", A_AND_B))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("b");
    assertCode(409, () -> registry.register("s", A_AND_B));
    assertThat(registry.register("s", A_AND_OPTIONAL_B)).isEqualTo(2);
  }

  @Test
  void a_subjects_own_level_goes_before_that_for_all() {
    registry.register("s", A);
    registry.setLevel(Optional.empty(), CompatibilityLevel.FULL);
    registry.setLevel(Optional.of("s"), CompatibilityLevel.NONE);

    assertThat(registry.register("s", A_AND_B)).isEqualTo(2);
    assertThat(registry.removeLevel(Optional.of("s"))).isEqualTo(CompatibilityLevel.NONE);
    assertCode(409, () -> registry.register("s", "\"long\""));
    assertCode(40408, () -> registry.level("s"));
    assertThat(registry.level()).isEqualTo(CompatibilityLevel.FULL);
  }

  @Test
  void what_is_no_schema_is_refused() {
    assertCode(42201, () -> registry.register("s", "{\"type\":\"nonsense\"}"));
    assertCode(42201, () -> registry.register("s", "{"));
    assertCode(42201, () -> registry.register("s", "[".repeat(100_000)));
    assertCode(42208, () -> registry.register(" ", A));
  }

  @Test
  void what_is_not_there_has_confluents_codes() {
    registry.register("s", A);

    assertCode(40401, () -> registry.versions("other", false));
    assertCode(40401, () -> registry.version("other", "1", false));
    assertCode(40401, () -> registry.find("other", A, false));
    assertCode(40402, () -> registry.version("s", "2", false));
    assertCode(40403, () -> registry.schema(9));
    assertCode(40403, () -> registry.find("s", A_AND_B, false));
    assertCode(42202, () -> registry.version("s", "0", false));
    assertCode(42202, () -> registry.version("s", "first", false));
    assertCode(40401, () -> registry.deleteSubject("other", false));
  }

  @Test
  void a_softly_deleted_schema_is_hidden_but_reads_data() {
    registry.register("s", A);

    assertThat(registry.deleteSubject("s", false)).containsExactly(1);

    assertThat(registry.subjects(false)).isEmpty();
    assertThat(registry.subjects(true)).containsExactly("s");
    assertThat(registry.schema(1)).isEqualTo(A);
    assertThat(registry.uses(1, false)).isEmpty();
    assertThat(registry.uses(1, true)).hasSize(1);
    assertCode(40401, () -> registry.versions("s", false));
    assertCode(40404, () -> registry.deleteSubject("s", false));
  }

  @Test
  void a_schema_comes_back_as_a_new_version_with_its_old_id() {
    registry.register("s", A);
    registry.deleteSubject("s", false);

    assertThat(registry.register("s", A)).isEqualTo(1);
    assertThat(registry.version("s", "latest", false).version()).isEqualTo(2);
  }

  @Test
  void permanent_deletion_comes_second_and_never_frees_an_id() {
    registry.register("s", A);
    assertCode(40405, () -> registry.deleteSubject("s", true));
    assertCode(40407, () -> registry.deleteVersion("s", "1", true));

    assertThat(registry.deleteVersion("s", "latest", false)).isEqualTo(1);
    assertCode(40406, () -> registry.deleteVersion("s", "1", false));
    assertThat(registry.deleteSubject("s", true)).containsExactly(1);

    assertCode(40403, () -> registry.schema(1));
    EmbeddedRegistry restarted = new EmbeddedRegistry(log.sharing());
    assertThat(restarted.register("s", A_AND_B)).isEqualTo(2);
  }

  @Test
  void a_restarted_registry_knows_everything() {
    registry.register("s", A);
    registry.register("s", A_AND_OPTIONAL_B);
    registry.deleteVersion("s", "1", false);
    registry.setLevel(Optional.of("s"), CompatibilityLevel.FULL_TRANSITIVE);

    EmbeddedRegistry restarted = new EmbeddedRegistry(log.sharing());

    assertThat(restarted.versions("s", true)).isEqualTo(registry.versions("s", true));
    assertThat(restarted.versions("s", false)).isEqualTo(registry.versions("s", false));
    assertThat(restarted.level("s")).isEqualTo(CompatibilityLevel.FULL_TRANSITIVE);
    assertThat(restarted.register("t", "\"long\"")).isEqualTo(3);
  }

  @Test
  void a_registry_sees_what_another_on_the_same_log_registers() {
    EmbeddedRegistry other = new EmbeddedRegistry(log.sharing());

    int id = registry.register("s", A);

    assertThat(other.schema(id)).isEqualTo(A);
    assertThat(other.version("s", "latest", false).id()).isEqualTo(id);
  }

  @Test
  void registries_on_one_log_never_give_an_id_to_two_schemas() throws Exception {
    int threads = 4;
    int each = 25;
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<List<Integer>>> tasks = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        EmbeddedRegistry mine = new EmbeddedRegistry(log.sharing());
        int thread = t;
        tasks.add(
            () -> {
              List<Integer> ids = new ArrayList<>();
              while (ids.size() < each) {
                String schema =
                    record("{\"name\":\"f%d_%d\",\"type\":\"int\"}".formatted(thread, ids.size()));
                try {
                  ids.add(mine.register("s" + thread + "-" + ids.size(), schema));
                } catch (RegistryUnavailableException othersWereQuicker) {
                  Thread.onSpinWait();
                }
              }
              return ids;
            });
      }
      List<Integer> all = new ArrayList<>();
      for (Future<List<Integer>> ids : executor.invokeAll(tasks, 60, TimeUnit.SECONDS)) {
        all.addAll(ids.get());
      }
      assertThat(all).doesNotHaveDuplicates().hasSize(threads * each).allMatch(id -> id <= 100);
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void reading_what_is_known_works_while_the_log_is_down() {
    registry.register("s", A);
    log.breakDown();

    assertThat(registry.schema(1)).isEqualTo(A);
    assertThat(registry.register("s", A)).isEqualTo(1);
    assertThatThrownBy(() -> registry.register("s", A_AND_OPTIONAL_B))
        .isInstanceOf(RegistryUnavailableException.class);
  }

  @Test
  void compatibility_is_told_without_registering() {
    registry.register("s", A);

    assertThat(registry.problems("s", A_AND_OPTIONAL_B, "latest")).isEmpty();
    assertThat(registry.problems("s", A_AND_B, "1")).isNotEmpty();
    assertThat(registry.problems("new", A_AND_B)).isEmpty();
    assertThat(registry.problems("new", A_AND_B, "latest")).isEmpty();
    assertCode(40401, () -> registry.problems("new", A_AND_B, "1"));
    assertThat(registry.versions("s", false)).hasSize(1);
  }
}
