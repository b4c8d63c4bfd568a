package freshet.model.scoring.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import freshet.event.ItemId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds however the nearest items are found. */
abstract class ItemVectorsContract {
  static final ItemId STRANGER = new ItemId("stranger");

  final Map<ItemId, float[]> vectors = new HashMap<>();

  static ItemId id(int number) {
    return new ItemId("i" + number);
  }

  static float[] vector(Random random, int dimensions, double spread) {
    float[] vector = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      vector[i] = (float) (random.nextGaussian() * spread);
    }
    return vector;
  }

  /** Room for vectors that long. */
  abstract ItemVectors room(int dimensions);

  /** By what share a belief may be wrong, all being so by the same. */
  abstract double tolerance();

  /** How many of the first that are drawn are certain to be in order. */
  abstract int inOrder();

  /** How often items come and go while others ask. */
  abstract int changes();

  ItemVectors filled(int count, int dimensions, double spread) {
    Random random = new Random(count);
    ItemVectors items = room(dimensions);
    for (int i = 0; i < count; i++) {
      vectors.put(id(i), vector(random, dimensions, spread));
    }
    items.putAll(vectors);
    items.settle();
    return items;
  }

  Map<ItemId, Double> plainly(float[] user) {
    Map<ItemId, Double> logits = new HashMap<>();
    vectors.forEach(
        (item, vector) -> {
          double sum = 0;
          for (int i = 0; i < user.length; i++) {
            sum += (double) user[i] * vector[i];
          }
          logits.put(item, sum);
        });
    double largest = logits.values().stream().mapToDouble(one -> one).max().orElse(0);
    double all = logits.values().stream().mapToDouble(one -> Math.exp(one - largest)).sum();
    Map<ItemId, Double> softmax = new HashMap<>();
    logits.forEach((item, logit) -> softmax.put(item, Math.exp(logit - largest) / all));
    softmax.put(STRANGER, Math.exp(Math.min(0, largest) - largest) / all);
    return softmax;
  }

  static List<ItemId> drawn(Iterator<ItemId> items) {
    List<ItemId> drawn = new ArrayList<>();
    items.forEachRemaining(drawn::add);
    return drawn;
  }

  @ParameterizedTest
  @CsvSource({"1,8,1", "7,1,1", "1000,5,0.01", "1024,3,1", "1025,16,0.5", "2000,64,0.3", "600,7,3"})
  void beliefs_are_the_softmax_of_all_dot_products(int count, int dimensions, double spread) {
    ItemVectors items = filled(count, dimensions, spread);
    float[] user = vector(new Random(1), dimensions, 1);

    Beliefs beliefs = items.beliefs(user);

    plainly(user)
        .forEach(
            (item, belief) ->
                assertThat(beliefs.of(item))
                    .isPositive()
                    .isLessThanOrEqualTo(1)
                    .isCloseTo(belief, within(belief * tolerance() + 1e-12)));
  }

  @ParameterizedTest
  @CsvSource({"1,8", "511,4", "1500,4", "3000,2"})
  void all_items_are_drawn_and_the_likeliest_in_order(int count, int dimensions) {
    ItemVectors items = filled(count, dimensions, 4);
    Beliefs beliefs = items.beliefs(vector(new Random(1), dimensions, 4));

    List<ItemId> drawn = drawn(beliefs.bestFirst(any -> true));

    assertThat(drawn).doesNotHaveDuplicates().hasSize(count);
    assertThat(drawn.subList(0, Math.min(count, inOrder())))
        .extracting(beliefs::of)
        .isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void of_equals_the_first_by_id_is_drawn_first() {
    ItemVectors items = room(1);
    for (String id : List.of("c", "a", "b")) {
      items.put(new ItemId(id), new float[] {1});
    }

    assertThat(drawn(items.beliefs(new float[] {1}).bestFirst(any -> true)))
        .containsExactly(new ItemId("a"), new ItemId("b"), new ItemId("c"));
  }

  @Test
  void behind_the_first_few_what_is_forbidden_is_not_drawn() {
    ItemVectors items = filled(2500, 4, 1);
    Beliefs beliefs = items.beliefs(vector(new Random(1), 4, 1));

    List<ItemId> drawn = drawn(beliefs.bestFirst(item -> item.equals(id(7))));

    assertThat(drawn).contains(id(7)).hasSizeLessThan(1000);
  }

  @Test
  void drawing_ends() {
    Iterator<ItemId> none = room(2).beliefs(new float[2]).bestFirst(any -> true);

    assertThat(none.hasNext()).isFalse();
    assertThatThrownBy(none::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void where_all_logits_are_far_below_0_an_unknown_item_is_no_likelier_than_the_likeliest() {
    ItemVectors items = room(1);
    items.put(id(1), new float[] {-90});
    items.put(id(2), new float[] {-900});
    Beliefs beliefs = items.beliefs(new float[] {10});

    assertThat(beliefs.of(STRANGER)).isEqualTo(beliefs.of(id(1))).isCloseTo(1, within(0.01));
    assertThat(beliefs.of(id(2))).isPositive();
  }

  @Test
  void a_new_vector_replaces_the_old_one() {
    ItemVectors items = filled(3, 2, 1);
    items.put(id(1), new float[] {5, 6});

    float[] copy = new float[4];
    assertThat(items.copy(id(1), copy, 2)).isTrue();
    assertThat(copy).containsExactly(0, 0, 5, 6);
    assertThat(items.size()).isEqualTo(3);
    assertThat(items.beliefs(new float[] {1, 1}).bestFirst(any -> true).next()).isEqualTo(id(1));
  }

  @Test
  void a_removed_item_is_neither_drawn_nor_counted() {
    ItemVectors items = filled(1024, 2, 1);
    items.remove(id(500));
    items.remove(id(500));
    vectors.remove(id(500));
    float[] user = {1, -1};

    assertThat(items.size()).isEqualTo(1023);
    assertThat(items.copy(id(500), new float[2], 0)).isFalse();
    Beliefs beliefs = items.beliefs(user);
    assertThat(drawn(beliefs.bestFirst(any -> true))).doesNotContain(id(500)).hasSize(1023);
    Map<ItemId, Double> plainly = plainly(user);
    assertThat(beliefs.of(id(500))).isEqualTo(beliefs.of(STRANGER));
    assertThat(beliefs.of(id(3)))
        .isCloseTo(plainly.get(id(3)), within(plainly.get(id(3)) * tolerance()));

    items.put(id(9_999), new float[] {0, 1});
    assertThat(drawn(items.beliefs(user).bestFirst(any -> true)))
        .contains(id(9_999))
        .hasSize(1024)
        .doesNotHaveDuplicates();
  }

  @Test
  void an_item_that_was_removed_can_come_back() {
    ItemVectors items = filled(5, 2, 1);
    items.remove(id(2));
    items.put(id(2), new float[] {9, 9});

    assertThat(items.size()).isEqualTo(5);
    assertThat(items.beliefs(new float[] {1, 1}).bestFirst(any -> true).next()).isEqualTo(id(2));
  }

  @Test
  void before_it_has_settled_every_answer_is_right() {
    ItemVectors items = room(2);
    for (int i = 0; i < 3000; i++) {
      items.put(id(i), new float[] {i, 1});
    }
    items.put(id(1), new float[] {5000, 1});
    items.remove(id(2999));

    assertThat(drawn(items.beliefs(new float[] {1, 0}).bestFirst(any -> true)))
        .hasSize(2999)
        .startsWith(id(1), id(2998), id(2997))
        .endsWith(id(3), id(2), id(0));

    items.settle();
    items.settle();

    assertThat(items.size()).isEqualTo(2999);
    assertThat(drawn(items.beliefs(new float[] {1, 0}).bestFirst(any -> true)))
        .hasSize(2999)
        .doesNotHaveDuplicates()
        .startsWith(id(1), id(2998), id(2997));
  }

  @Test
  void vectors_without_numbers_are_refused() {
    assertThatThrownBy(() -> room(0)).hasMessage("vectors of 0 numbers: give some");
  }

  @Test
  void readers_are_not_disturbed_while_items_come_and_go() throws Exception {
    ItemVectors items = filled(2000, 8, 1);
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService readers = Executors.newFixedThreadPool(3);
    try {
      List<Future<?>> reading = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        float[] user = vector(new Random(i), 8, 1);
        reading.add(
            readers.submit(
                () -> {
                  while (!done.get()) {
                    Beliefs beliefs = items.beliefs(user);
                    Set<ItemId> met = new HashSet<>();
                    beliefs.bestFirst(any -> true).forEachRemaining(met::add);
                    assertThat(met).contains(id(0), id(99)).hasSizeGreaterThanOrEqualTo(100);
                    assertThat(beliefs.of(id(0))).isPositive().isLessThanOrEqualTo(1);
                    assertThat(items.copy(id(99), new float[8], 0)).isTrue();
                  }
                }));
      }
      Random random = new Random(1);
      for (int i = 0; i < changes(); i++) {
        ItemId item = id(100 + random.nextInt(4_000));
        if (random.nextBoolean()) {
          items.put(item, vector(random, 8, 1));
        } else {
          items.remove(item);
        }
      }
      done.set(true);
      for (Future<?> one : reading) {
        one.get(20, TimeUnit.SECONDS);
      }
    } finally {
      done.set(true);
      readers.shutdownNow();
    }
  }
}
