package freshet.model.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freshet.event.ContentType;
import freshet.event.InteractionType;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.model.UnusableModelException;
import freshet.model.artifact.Artifact;
import freshet.model.artifact.Manifest;
import freshet.model.scoring.LiveModel.Lease;
import freshet.model.scoring.TinyModels.InJava;
import freshet.recommend.UserHistory;
import freshet.recommend.UserHistory.Touch;
import freshet.recommend.memory.InMemoryCatalogue;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveModelTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final List<String> ITEMS = List.of("a", "b", "c");
  private static final List<String> WORDS = List.of("tag:chess", "tag:go");
  private static final InteractionType VIEW = InteractionType.speaksFor("view", 1);
  private static final UserHistory HISTORY =
      new UserHistory(
          List.of(
              new Touch(id("a"), VIEW, NOW, OptionalDouble.empty()),
              new Touch(id("b"), VIEW, NOW, OptionalDouble.empty())),
          List.of(),
          List.of());

  @TempDir private Path folder;

  private final InMemoryCatalogue catalogue = new InMemoryCatalogue();
  private final LiveModel live = new LiveModel(catalogue, Runnable::run);

  private static ItemId id(String id) {
    return new ItemId(id);
  }

  private static Manifest manifest(String version) {
    return TinyModels.manifest(version, ITEMS, WORDS);
  }

  private static InJava encoder(String version) {
    return new InJava(manifest(version), user -> user);
  }

  private void describe(String id, String tag) {
    catalogue.put(
        new Item(
            id(id),
            new ContentType("game"),
            Optional.empty(),
            List.of(tag),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            true));
  }

  private Optional<String> version() {
    return live.manifest().map(Manifest::version);
  }

  private float[] vector(String item) {
    float[] vector = new float[TinyModels.WIDTH];
    try (Lease lease = live.lease().orElseThrow()) {
      return lease.model().vectors().copy(id(item), vector, 0) ? vector : new float[0];
    }
  }

  @Test
  void at_first_there_is_no_model() {
    assertThat(live.lease()).isEmpty();
    assertThat(live.manifest()).isEmpty();
    assertThat(live.open()).isZero();
    assertThat(live.nativeBytes()).isZero();
    assertThat(live.heapBytes()).isZero();
    live.changed(id("a"));
    live.withdraw();
    live.close();
  }

  @Test
  void a_model_that_is_replaced_is_closed_at_once_if_nobody_uses_it() {
    InJava first = encoder("1");
    InJava second = encoder("2");
    live.serve(new ServingModel(first));
    assertThat(version()).contains("1");
    assertThat(live.nativeBytes()).isEqualTo(first.bytes());
    assertThat(live.heapBytes()).isPositive();

    live.serve(new ServingModel(second));

    assertThat(version()).contains("2");
    assertThat(first.closed).isTrue();
    assertThat(second.closed).isFalse();
    assertThat(live.open()).isEqualTo(1);
  }

  @Test
  void a_model_in_use_is_closed_with_its_last_lease() {
    InJava first = encoder("1");
    live.serve(new ServingModel(first));
    Lease one = live.lease().orElseThrow();
    Lease other = live.lease().orElseThrow();
    live.serve(new ServingModel(encoder("2")));

    assertThat(live.open()).isEqualTo(2);
    assertThat(live.nativeBytes()).isEqualTo(2 * first.bytes());
    assertThat(one.model().manifest().version()).isEqualTo("1");
    one.close();
    one.close();
    assertThat(first.closed).isFalse();
    assertThat(live.open()).isEqualTo(2);
    other.close();
    assertThat(first.closed).isTrue();
    assertThat(live.open()).isEqualTo(1);
    assertThat(live.nativeBytes()).isEqualTo(first.bytes());
    assertThatThrownBy(other::model).hasMessage("the model was given back");
  }

  @Test
  void after_closing_nothing_is_served_any_more() {
    InJava first = encoder("1");
    InJava second = encoder("2");
    live.serve(new ServingModel(first));
    Lease lease = live.lease().orElseThrow();

    live.close();
    live.close();

    assertThat(live.lease()).isEmpty();
    assertThat(first.closed).isFalse();
    lease.close();
    assertThat(first.closed).isTrue();
    assertThatThrownBy(() -> live.serve(new ServingModel(second)))
        .hasMessage("no model is served any more: Freshet is stopping");
    assertThat(second.closed).isTrue();
    assertThat(live.open()).isZero();
  }

  @Test
  void a_model_that_cannot_describe_the_catalogue_is_closed_and_the_live_one_stays() {
    describe("new", "chess");
    live.serve(new ServingModel(encoder("1")));
    InJava failing =
        new InJava(manifest("2"), user -> user) {
          @Override
          public float[] items(long[] ids, long[] words) {
            if (ids.length == 1) {
              throw new UnusableModelException("broken on purpose");
            }
            return super.items(ids, words);
          }
        };

    assertThatThrownBy(() -> live.serve(new ServingModel(failing))).hasMessage("broken on purpose");

    assertThat(version()).contains("1");
    assertThat(failing.closed).isTrue();
    assertThat(live.open()).isEqualTo(1);
  }

  @Test
  void a_model_knows_the_catalogue_when_it_takes_over_and_follows_it_after_that() {
    for (int i = 0; i < 3_000; i++) {
      describe("i" + i, "chess");
    }
    live.serve(new ServingModel(encoder("1")));
    assertThat(vector("i2999")).containsExactly(0, 0, 0, 0, 0, 1, 0, 0);

    describe("i2999", "go");
    live.changed(id("i2999"));
    describe("new", "go");
    live.changed(id("new"));
    catalogue.delete(id("i0"));
    live.changed(id("i0"));

    assertThat(vector("i2999")).containsExactly(0, 0, 0, 0, 0, 0, 1, 0);
    assertThat(vector("new")).containsExactly(0, 0, 0, 0, 0, 0, 1, 0);
    assertThat(vector("i0")).isEmpty();
  }

  @Test
  void a_model_that_searches_its_items_knows_and_follows_the_catalogue_too() {
    for (int i = 0; i < 3_000; i++) {
      describe("i" + i, "chess");
    }
    live.serve(new ServingModel(encoder("1"), catalogue.size(), 100));
    describe("new", "go");
    live.changed(id("new"));
    catalogue.delete(id("i0"));
    live.changed(id("i0"));

    assertThat(vector("i2999")).containsExactly(0, 0, 0, 0, 0, 1, 0, 0);
    assertThat(vector("new")).containsExactly(0, 0, 0, 0, 0, 0, 1, 0);
    assertThat(vector("i0")).isEmpty();
    try (Lease lease = live.lease().orElseThrow()) {
      Iterator<ItemId> best =
          lease
              .model()
              .vectors()
              .beliefs(new float[] {0, 0, 0, 0, 0, 0, 1, 0})
              .bestFirst(any -> true);
      assertThat(best.next()).isEqualTo(id("new"));
    }
  }

  @Test
  void what_changes_while_a_model_gets_ready_reaches_it_and_the_live_one() {
    Deque<Runnable> later = new ArrayDeque<>();
    LiveModel waiting = new LiveModel(catalogue, later::add);
    describe("old", "chess");
    waiting.serve(new ServingModel(encoder("1")));
    InJava interrupted =
        new InJava(manifest("2"), user -> user) {
          @Override
          public float[] items(long[] ids, long[] words) {
            float[] vectors = super.items(ids, words);
            if (ids.length == 1 && later.isEmpty()) {
              // What the caller gets was made from the content of a moment ago.
              describe("old", "go");
              waiting.changed(id("old"));
              waiting.changed(id("old"));
            }
            return vectors;
          }
        };
    Lease before = waiting.lease().orElseThrow();
    waiting.serve(new ServingModel(interrupted));

    assertThat(later).hasSize(1);
    later.forEach(Runnable::run);

    float[] vector = new float[TinyModels.WIDTH];
    try (Lease lease = waiting.lease().orElseThrow()) {
      assertThat(lease.model().manifest().version()).isEqualTo("2");
      assertThat(lease.model().vectors().copy(id("old"), vector, 0)).isTrue();
      assertThat(vector).containsExactly(0, 0, 0, 0, 0, 0, 1, 0);
    }
    before.close();
  }

  @Test
  void a_model_that_gets_ready_is_told_of_changes_before_it_is_live() {
    live.serve(new ServingModel(encoder("1")));
    describe("first", "chess");
    InJava interrupted =
        new InJava(manifest("2"), user -> user) {
          @Override
          public float[] items(long[] ids, long[] words) {
            float[] vectors = super.items(ids, words);
            if (ids.length == 1 && catalogue.find(id("second")).isEmpty()) {
              describe("second", "go");
              live.changed(id("second"));
              assertThat(vector("second")).containsExactly(0, 0, 0, 0, 0, 0, 1, 0);
            }
            return vectors;
          }
        };

    live.serve(new ServingModel(interrupted));

    assertThat(version()).contains("2");
    assertThat(vector("first")).containsExactly(0, 0, 0, 0, 0, 1, 0, 0);
    assertThat(vector("second")).containsExactly(0, 0, 0, 0, 0, 0, 1, 0);
  }

  @Test
  void an_item_that_cannot_be_described_does_no_harm() {
    AtomicBoolean broken = new AtomicBoolean();
    live.serve(
        new ServingModel(
            new InJava(manifest("1"), user -> user) {
              @Override
              public float[] items(long[] ids, long[] words) {
                if (broken.get()) {
                  throw new UnusableModelException("broken on purpose");
                }
                return super.items(ids, words);
              }
            }));
    broken.set(true);
    describe("new", "go");
    live.changed(id("new"));
    assertThat(vector("new")).isEmpty();

    broken.set(false);
    live.changed(id("new"));
    assertThat(vector("new")).isNotEmpty();
  }

  @Test
  void what_an_executor_refused_is_done_with_the_next_change() {
    AtomicBoolean refuses = new AtomicBoolean(true);
    LiveModel refused =
        new LiveModel(
            catalogue,
            work -> {
              if (refuses.get()) {
                throw new RejectedExecutionException("broken on purpose");
              }
              work.run();
            });
    refused.serve(new ServingModel(encoder("1")));
    describe("new", "go");
    refused.changed(id("new"));
    refuses.set(false);
    refused.changed(id("a"));
    try (Lease lease = refused.lease().orElseThrow()) {
      assertThat(lease.model().vectors().copy(id("new"), new float[TinyModels.WIDTH], 0)).isTrue();
    }
  }

  /** With the real library: a model that is closed while it is used would end this process. */
  @Test
  void models_are_replaced_while_many_threads_ask_and_the_catalogue_changes() throws Exception {
    List<Artifact> artifacts =
        List.of(
            TinyModels.network(folder, "1", ITEMS, WORDS, 1),
            TinyModels.network(folder, "2", ITEMS, WORDS, 2));
    describe("new", "go");
    ExecutorService follower = Executors.newSingleThreadExecutor();
    ExecutorService readers = Executors.newFixedThreadPool(8);
    LiveModel real = new LiveModel(catalogue, follower);
    AtomicBoolean done = new AtomicBoolean();
    AtomicLong answers = new AtomicLong();
    try {
      real.serve(ServingModel.open(artifacts.get(0)));
      List<Future<?>> asking = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        asking.add(
            readers.submit(
                () -> {
                  while (!done.get()) {
                    try (Lease lease = real.lease().orElseThrow()) {
                      float[] user = lease.model().user(HISTORY, NOW).orElseThrow();
                      assertThat(lease.model().vectors().beliefs(user).of(id("new"))).isPositive();
                      answers.incrementAndGet();
                    }
                    real.changed(id("new"));
                  }
                }));
      }
      for (int i = 1; i <= 60; i++) {
        real.serve(ServingModel.open(artifacts.get(i % 2)));
        assertThat(real.manifest()).contains(artifacts.get(i % 2).manifest());
      }
      done.set(true);
      for (Future<?> one : asking) {
        one.get(20, TimeUnit.SECONDS);
      }
      assertThat(answers.get()).isGreaterThan(60);
    } finally {
      done.set(true);
      readers.shutdown();
      assertThat(readers.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
      real.close();
      follower.shutdown();
      assertThat(follower.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(real.open()).isZero();
  }
}
