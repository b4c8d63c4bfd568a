package freshet.model.scoring.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import freshet.event.ItemId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GraphVectorsTest extends ItemVectorsContract {
  private static final int DIMENSIONS = 16;
  private static final int ITEMS = 2_000;

  private final Random random = new Random(7);

  @Override
  ItemVectors room(int dimensions) {
    return ItemVectors.roomFor(dimensions, 11, 10);
  }

  /** What is not found is estimated. */
  @Override
  double tolerance() {
    return 0.15;
  }

  @Override
  int inOrder() {
    return 500;
  }

  @Override
  int changes() {
    return 1_500;
  }

  /** As items that were learned lie: in groups, and the popular ones farther out. */
  private float[] clustered(int group) {
    float[] centre = vector(new Random(group), DIMENSIONS, 0.5);
    double longer = Math.exp(0.3 * random.nextGaussian());
    for (int i = 0; i < DIMENSIONS; i++) {
      centre[i] = (float) (longer * (centre[i] + 0.25 * random.nextGaussian()));
    }
    return centre;
  }

  private ItemVectors clustered() {
    ItemVectors items = room(DIMENSIONS);
    for (int i = 0; i < ITEMS; i++) {
      vectors.put(id(i), clustered(i % 100));
    }
    items.putAll(vectors);
    items.settle();
    return items;
  }

  private static List<ItemId> first(int count, Iterator<ItemId> items) {
    List<ItemId> first = new ArrayList<>(count);
    while (first.size() < count && items.hasNext()) {
      first.add(items.next());
    }
    return first;
  }

  /** How many of the first hundred that are drawn are among the hundred best, 0 to 1. */
  private double recall(ItemVectors items) {
    ItemVectors exact = ItemVectors.roomFor(DIMENSIONS, 1, 1);
    exact.putAll(vectors);
    long found = 0;
    int users = 50;
    for (int i = 0; i < users; i++) {
      float[] user = clustered(i);
      Beliefs right = exact.beliefs(user);
      double least = right.of(first(100, right.bestFirst(any -> true)).get(99));
      List<ItemId> drawn = first(100, items.beliefs(user).bestFirst(any -> true));
      assertThat(drawn).hasSize(100).doesNotHaveDuplicates();
      found += drawn.stream().filter(item -> right.of(item) >= least).count();
    }
    return found / (100.0 * users);
  }

  @Test
  void nearly_all_of_the_best_are_found() {
    assertThat(recall(clustered())).isGreaterThan(0.95);
  }

  /** As items are that nobody has touched yet and that have the same tags. */
  @Test
  void many_with_one_vector_do_not_hide_the_others() {
    ItemVectors items = room(DIMENSIONS);
    for (int i = 0; i < ITEMS; i++) {
      vectors.put(id(i), clustered(i % 100));
    }
    for (int group = 0; group < 3; group++) {
      float[] same = clustered(group);
      for (int i = 0; i < 1_000; i++) {
        vectors.put(id(ITEMS * (group + 1) + i), same);
      }
    }
    items.putAll(vectors);
    items.settle();

    assertThat(recall(items)).isGreaterThan(0.95);
  }

  @Test
  void they_are_found_after_most_items_have_changed_and_many_have_gone() {
    ItemVectors items = clustered();
    long before = items.bytes();
    for (int i = 0; i < ITEMS; i++) {
      if (i % 5 == 0) {
        items.remove(id(i));
        vectors.remove(id(i));
      } else if (i % 5 < 4) {
        float[] vector = clustered(i % 70);
        items.put(id(i), vector);
        vectors.put(id(i), vector);
      }
    }

    assertThat(items.size()).isEqualTo(vectors.size());
    assertThat(recall(items)).isGreaterThan(0.95);
    assertThat(items.bytes()).isLessThan(before * 5 / 4);
  }

  @Test
  void items_can_come_to_an_empty_catalogue_one_by_one() {
    ItemVectors items = room(DIMENSIONS);
    items.settle();
    for (int i = 0; i < 1500; i++) {
      float[] vector = clustered(i % 40);
      vectors.put(id(i), vector);
      items.put(id(i), vector);
    }

    assertThat(recall(items)).isGreaterThan(0.95);
  }

  @Test
  void when_all_have_gone_others_can_come() {
    ItemVectors items = filled(2_000, 4, 1);
    for (int i = 0; i < 2_000; i++) {
      items.remove(id(i));
    }
    assertThat(items.size()).isZero();
    assertThat(drawn(items.beliefs(new float[4]).bestFirst(any -> true))).isEmpty();

    items.put(STRANGER, new float[] {1, 2, 3, 4});

    assertThat(drawn(items.beliefs(new float[4]).bestFirst(any -> true))).containsExactly(STRANGER);
  }

  @Test
  void all_logits_may_be_below_0() {
    for (int i = 0; i < 300; i++) {
      float[] vector = vector(random, DIMENSIONS, 0.5);
      vector[0] = 1 + Math.abs(vector[0]);
      vectors.put(id(i), vector);
    }
    ItemVectors items = room(DIMENSIONS);
    items.putAll(vectors);
    items.settle();
    ItemVectors exact = ItemVectors.roomFor(DIMENSIONS, 1, 1);
    exact.putAll(vectors);
    float[] user = new float[DIMENSIONS];
    user[0] = -30;

    assertThat(first(10, items.beliefs(user).bestFirst(any -> true)))
        .isEqualTo(first(10, exact.beliefs(user).bestFirst(any -> true)));
  }

  @Test
  void a_vector_longer_than_all_at_first_is_found() {
    ItemVectors items = clustered();
    float[] user = vector(random, DIMENSIONS, 1);
    float[] far = new float[DIMENSIONS];
    for (int i = 0; i < DIMENSIONS; i++) {
      far[i] = user[i] * 20;
    }
    items.put(STRANGER, far);

    assertThat(items.beliefs(user).bestFirst(any -> true).next()).isEqualTo(STRANGER);
  }

  @Test
  void beliefs_of_many_items_add_up_to_about_1() {
    ItemVectors items = clustered();
    for (int i = 0; i < 10; i++) {
      Beliefs beliefs = items.beliefs(clustered(i));

      assertThat(vectors.keySet().stream().mapToDouble(beliefs::of).sum())
          .isCloseTo(1, within(0.15));
    }
  }

  @Test
  void items_may_change_while_it_settles() throws Exception {
    ItemVectors items = room(DIMENSIONS);
    for (int i = 0; i < ITEMS; i++) {
      vectors.put(id(i), clustered(i % 100));
    }
    items.putAll(vectors);
    CompletableFuture<Void> settled = CompletableFuture.runAsync(items::settle);
    for (int i = 0; i < ITEMS; i += 50) {
      float[] vector = clustered(i % 90);
      vectors.put(id(i), vector);
      items.put(id(i), vector);
      vectors.remove(id(i + 1));
      items.remove(id(i + 1));
      vectors.put(id(i + ITEMS), vector);
      items.put(id(i + ITEMS), vector);
    }
    settled.get(60, TimeUnit.SECONDS);

    assertThat(items.size()).isEqualTo(vectors.size());
    for (Map.Entry<ItemId, float[]> one : vectors.entrySet()) {
      float[] copy = new float[DIMENSIONS];
      assertThat(items.copy(one.getKey(), copy, 0)).isTrue();
      assertThat(copy).containsExactly(one.getValue());
    }
    assertThat(recall(items)).isGreaterThan(0.95);
  }

  @Test
  void whoever_is_interrupted_does_not_settle_on() {
    ItemVectors items = room(2);
    for (int i = 0; i < 3_000; i++) {
      items.put(id(i), new float[] {i, 1});
    }
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(items::settle).hasMessageContaining("Freshet is stopping");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void an_item_that_is_said_again_as_it_was_takes_nothing() {
    ItemVectors items = clustered();
    long bytes = items.bytes();
    items.putAll(vectors);

    assertThat(items.bytes()).isEqualTo(bytes);
  }
}
