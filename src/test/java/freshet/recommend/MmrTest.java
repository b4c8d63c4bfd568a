package freshet.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MmrTest {
  /** A candidate on a line: the nearer two are, the more alike. */
  private record Point(int id, double score, double place) {
    double similarity(Point other) {
      return 1 - Math.abs(place - other.place);
    }
  }

  private static List<Point> points(Random random, int n) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      // Few distinct values, so that there are ties.
      points.add(new Point(i, (1 + random.nextInt(8)) / 8.0, random.nextInt(5) / 4.0));
    }
    points.sort(Comparator.comparingDouble(Point::score).reversed().thenComparing(Point::id));
    return points;
  }

  private static List<Point> choose(double penalty, List<Point> points, int k) {
    return new Mmr(penalty).choose(points, k, Point::score, Point::similarity);
  }

  /** As the formula reads. */
  private static List<Point> naive(double penalty, List<Point> points, int k) {
    List<Point> left = new ArrayList<>(points);
    List<Point> chosen = new ArrayList<>();
    while (chosen.size() < k && !left.isEmpty()) {
      Point best = null;
      double most = Double.NEGATIVE_INFINITY;
      for (Point point : left) {
        double closest = chosen.stream().mapToDouble(point::similarity).max().orElse(0);
        double marginal = point.score() * (1 - penalty * closest);
        if (marginal > most) {
          most = marginal;
          best = point;
        }
      }
      chosen.add(best);
      left.remove(best);
    }
    return chosen;
  }

  @Test
  void without_a_penalty_the_order_is_that_of_the_scores() {
    List<Point> points = points(new Random(1), 20);

    assertThat(choose(0, points, 10)).isEqualTo(points.subList(0, 10));
  }

  @Test
  void equals_the_formula_written_out() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      List<Point> points = points(random, random.nextInt(40));
      double penalty = random.nextInt(11) / 10.0;
      int k = 1 + random.nextInt(45);

      assertThat(choose(penalty, points, k))
          .as("seed %d", seed)
          .isEqualTo(naive(penalty, points, k));
    }
  }

  @Test
  void the_best_always_comes_first() {
    for (int seed = 0; seed < 50; seed++) {
      List<Point> points = points(new Random(seed), 15);

      assertThat(choose(1, points, 5).get(0)).isEqualTo(points.get(0));
    }
  }

  @Test
  void of_identical_items_with_the_full_penalty_all_are_chosen_in_order() {
    List<Point> points =
        List.of(new Point(0, 1, 0.5), new Point(1, 0.9, 0.5), new Point(2, 0.8, 0.5));

    assertThat(choose(1, points, 3)).isEqualTo(points);
  }

  @Test
  void another_kind_comes_before_more_of_the_same() {
    Point first = new Point(0, 1, 0);
    Point same = new Point(1, 0.9, 0);
    Point other = new Point(2, 0.5, 1);

    assertThat(choose(0.5, List.of(first, same, other), 3)).containsExactly(first, other, same);
  }

  @Test
  void a_list_longer_than_there_are_candidates_has_them_all_once() {
    List<Point> points = points(new Random(3), 7);

    assertThat(choose(0.3, points, 200)).containsExactlyInAnyOrderElementsOf(points);
    assertThat(choose(0, points, 200)).isEqualTo(points);
  }

  @Test
  void of_nothing_nothing_is_chosen() {
    assertThat(choose(0.5, List.of(), 10)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void a_penalty_out_of_range_is_refused(double penalty) {
    assertThatThrownBy(() -> new Mmr(penalty))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("recommend.diversity is " + penalty + "; give 0 to 1");
  }
}
