package freshet.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlicerTest {
  private static final int K = 10;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Map<String, Double> HIT = Map.of("ladder", 1.0);

  private static List<List<Slice>> cuts(Slices slices) {
    return List.of(slices.time(), slices.history(), slices.itemAge());
  }

  private static Slicer random(long seed) {
    Random random = new Random(seed);
    Instant end = START.plusSeconds((long) Math.pow(10, 1 + random.nextInt(9)));
    long span = Duration.between(START, end).toSeconds();
    Slicer slicer = new Slicer(K, START, end);
    for (int i = random.nextInt(5_000); i > 0; i--) {
      // Most cases at the beginning: the later periods have few.
      double when = Math.pow(random.nextDouble(), 4);
      slicer.add(
          START.plusSeconds((long) (when * span)),
          random.nextInt(300),
          Duration.ofSeconds(
              (random.nextBoolean() ? 1 : -1) * (long) Math.pow(10, random.nextInt(9))),
          Map.of(
              "popularity",
              1 + random.nextInt(40) / 2.0,
              "ladder",
              random.nextBoolean() ? Double.POSITIVE_INFINITY : 1.0 + random.nextInt(20)));
    }
    return slicer;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void every_case_is_in_one_slice_of_each_cut(long seed) {
    Slices slices = random(seed).slices();

    for (List<Slice> cut : cuts(slices)) {
      assertThat(cut.stream().mapToLong(Slice::cases).sum()).isEqualTo(slices.all().cases());
      assertThat(cut).allSatisfy(slice -> assertThat(slice.cases()).isPositive());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void the_mean_over_the_slices_is_the_figure_over_all(long seed) {
    Slices slices = random(seed).slices();

    for (List<Slice> cut : cuts(slices)) {
      for (String layer : slices.all().layers().keySet()) {
        for (ToDoubleFunction<Figures> figure :
            List.<ToDoubleFunction<Figures>>of(Figures::hitRate, Figures::ndcg, Figures::mrr)) {
          double sum = 0;
          for (Slice slice : cut) {
            sum += slice.cases() * figure.applyAsDouble(slice.layers().get(layer));
          }
          assertThat(sum / slices.all().cases())
              .isCloseTo(figure.applyAsDouble(slices.all().layers().get(layer)), within(1e-9));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void slices_stand_in_order_and_do_not_overlap(long seed) {
    for (List<Slice> cut : cuts(random(seed).slices())) {
      for (int i = 1; i < cut.size(); i++) {
        assertThat(cut.get(i).from()).isGreaterThanOrEqualTo(cut.get(i - 1).to().orElseThrow());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void periods_are_few_and_none_is_noise(long seed) {
    List<Slice> periods = random(seed).slices().time();

    assertThat(periods).hasSizeLessThanOrEqualTo(Periods.MOST);
    if (periods.size() > 1) {
      assertThat(periods)
          .allSatisfy(
              period -> assertThat(period.cases()).isGreaterThanOrEqualTo(Periods.LEAST_CASES));
    }
  }

  @Test
  void half_a_year_is_told_by_weeks_that_begin_on_monday() {
    Slicer slicer = new Slicer(K, START, START.plus(Duration.ofDays(180)));
    for (int day = 0; day < 180; day++) {
      for (int i = 0; i < 20; i++) {
        slicer.add(START.plus(Duration.ofDays(day)), 0, Duration.ZERO, HIT);
      }
    }

    List<Slice> periods = slicer.slices().time();

    assertThat(periods.get(1).name()).isEqualTo("2026-01-05T00:00:00Z");
    assertThat(periods.get(1).to().orElseThrow() - periods.get(1).from())
        .isEqualTo(Duration.ofDays(7).toSeconds());
    assertThat(periods.get(1).cases()).isEqualTo(140);
  }

  @Test
  void a_log_of_one_moment_is_one_period() {
    Slicer slicer = new Slicer(K, START, START);
    slicer.add(START, 0, Duration.ZERO, HIT);

    assertThat(slicer.slices().time()).hasSize(1);
  }

  @Test
  void the_longest_log_there_can_be_has_no_more_periods() {
    Slicer slicer = new Slicer(K, Instant.EPOCH, Instant.parse("9999-12-31T23:59:59Z"));
    for (int year = 0; year < 8_000; year++) {
      slicer.add(Instant.EPOCH.plus(Duration.ofDays(365L * year)), 0, Duration.ZERO, HIT);
    }

    assertThat(slicer.slices().time()).hasSizeBetween(20, Periods.MOST);
  }

  @Test
  void histories_and_ages_fall_into_the_slice_that_names_them() {
    Slicer slicer = new Slicer(K, START, START);
    for (int known : List.of(0, 1, 2, 4, 5, 199, 200, 100_000)) {
      slicer.add(START, known, Duration.ofHours(6), HIT);
    }
    slicer.add(START, 0, Duration.ofSeconds(-5), HIT);
    slicer.add(START, 0, Duration.ZERO, HIT);
    slicer.add(START, 0, Duration.ofSeconds(1), HIT);
    slicer.add(START, 0, Duration.ofDays(9_000), HIT);

    assertThat(counts(slicer.slices().history()))
        .containsExactly("0: 5", "1: 1", "2–4: 2", "5–9: 1", "100–199: 1", "200+: 2");
    assertThat(counts(slicer.slices().itemAge()))
        .containsExactly("new: 2", "< 1 h: 1", "6–24 h: 8", "> 1 y: 1");
  }

  private static List<String> counts(List<Slice> slices) {
    List<String> counts = new ArrayList<>();
    slices.forEach(slice -> counts.add(slice.name() + ": " + slice.cases()));
    return counts;
  }
}
