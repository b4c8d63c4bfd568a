package freshet.cooccurrence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import freshet.event.ItemId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuccessorsTest {
  /** Short and long, of one to four bytes a character, some the beginning of others. */
  private static final List<String> LETTERS = List.of("a", "b", "ü", "猫", "😀", "\uE000");

  private static String id(Random random) {
    String letter = LETTERS.get(random.nextInt(LETTERS.size()));
    int[] lengths = {1, 2, 3, 126, 127, 128};
    return letter.repeat(lengths[random.nextInt(lengths.length)]);
  }

  private static long units(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(5) - 2;
      case 1 -> random.nextInt(20_000) - 10_000;
      default -> random.nextLong() / 4;
    };
  }

  private static Map<String, Long> random(Random random, int most) {
    Map<String, Long> successors = new LinkedHashMap<>();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      successors.put(id(random), units(random));
    }
    return successors;
  }

  private static Successors of(Map<String, Long> successors) {
    return Successors.of(
        successors.keySet().stream().map(ItemId::new).toArray(ItemId[]::new),
        successors.values().stream().mapToLong(Long::longValue).toArray());
  }

  private static Map<String, Long> seen(Successors successors) {
    Map<String, Long> seen = new LinkedHashMap<>();
    successors.forEach((id, units) -> seen.put(id.decode().value(), units));
    assertThat(seen).hasSize(successors.size());
    return seen;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void a_sum_is_that_of_each_successor(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      Map<String, Long> one = random(random, 30);
      Map<String, Long> other = random(random, 10);
      if (!one.isEmpty() && random.nextBoolean()) {
        String shared = one.keySet().iterator().next();
        other.put(shared, random.nextBoolean() ? -one.get(shared) : units(random));
      }
      Map<String, Long> expected = new LinkedHashMap<>(one);
      other.forEach((id, units) -> expected.merge(id, units, Long::sum));
      expected.values().removeIf(units -> units == 0);

      Successors sum = of(one).plus(of(other));

      assertThat(seen(sum)).containsExactlyInAnyOrderEntriesOf(expected);
      assertThat(sum).isEqualTo(of(expected)).isEqualTo(of(other).plus(of(one)));
    }
  }

  @Test
  void a_sum_that_no_number_can_hold_is_an_error_and_not_another_number() {
    Successors most = of(Map.of("a", Long.MAX_VALUE));
    assertThat(seen(most)).containsEntry("a", Long.MAX_VALUE);
    assertThat(seen(of(Map.of("a", Long.MIN_VALUE)))).containsEntry("a", Long.MIN_VALUE);
    assertThatThrownBy(() -> most.plus(of(Map.of("a", 1L))))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void at_a_newer_landmark_the_lightest_are_gone() {
    Successors successors = of(Map.of("a", 5L << 16, "b", 3L, "c", -(7L << 16)));
    assertThat(seen(successors.moved(4, 5))).isEqualTo(Map.of("a", 5L, "c", -7L));
    assertThat(successors.moved(4, 4)).isEqualTo(successors);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void the_largest_are_those_a_sort_would_find_equals_by_place(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      long[] units = random.longs(random.nextInt(40), 1, 12).toArray();
      int bound = 1 + random.nextInt(40);
      List<Integer> places = new ArrayList<>();
      for (int i = 0; i < units.length; i++) {
        places.add(i);
      }
      places.sort((a, b) -> Long.compare(units[b], units[a]));
      long[] expected = new long[units.length];
      places.stream().limit(bound).forEach(place -> expected[place] = units[place]);

      assertThat(Successors.largest(units, bound)).isEqualTo(expected);
    }
  }

  @Test
  void the_hash_of_an_id_does_not_depend_on_what_stands_around_it() {
    List<Integer> hashes = new ArrayList<>();
    for (Successors one : List.of(of(Map.of("b", 1L)), of(Map.of("a", 7L, "b", 5_000L)))) {
      one.forEach(
          (id, units) -> {
            if (id.decode().value().equals("b")) {
              hashes.add(id.hash());
            }
          });
    }
    assertThat(hashes).hasSize(2);
    assertThat(hashes.get(0)).isEqualTo(hashes.get(1));
  }
}
