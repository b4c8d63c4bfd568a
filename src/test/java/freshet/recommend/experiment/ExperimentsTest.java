package freshet.recommend.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import freshet.event.ContentType;
import freshet.event.UserId;
import freshet.recommend.Preset;
import freshet.recommend.Presets;
import freshet.recommend.Scenario;
import freshet.recommend.Scenarios;
import freshet.recommend.filter.Boost;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExperimentsTest {
  private static final int USERS = 20_000;

  private static Scenario diversity(double diversity) {
    return new Scenario(
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        OptionalDouble.of(diversity),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  private static Scenario length(int k) {
    return new Scenario(
        OptionalInt.of(k),
        Optional.of(new ContentType("game")),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(Boost.parse("boosts", "available: 2")),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  private static Experiment experiment(String name, double share, double weightOfB) {
    return new Experiment(
        name,
        share,
        Map.of("a", new Variant(1, Scenario.NONE), "b", new Variant(weightOfB, diversity(0.9))),
        "a");
  }

  private static List<UserId> users() {
    return IntStream.range(0, USERS).mapToObj(i -> new UserId("user-" + i)).toList();
  }

  private static Map<Optional<String>, Integer> sizes(Experiment experiment) {
    Map<Optional<String>, Integer> sizes = new HashMap<>();
    users().forEach(user -> sizes.merge(experiment.variantOf(user), 1, Integer::sum));
    return sizes;
  }

  @Test
  void groups_are_as_large_as_share_and_weights_say() {
    Map<Optional<String>, Integer> sizes = sizes(experiment("order", 0.4, 3));

    assertThat(sizes.get(Optional.<String>empty()) / (double) USERS).isCloseTo(0.6, within(0.02));
    assertThat(sizes.get(Optional.of("a")) / (double) USERS).isCloseTo(0.1, within(0.015));
    assertThat(sizes.get(Optional.of("b")) / (double) USERS).isCloseTo(0.3, within(0.02));
    assertThat(sizes(experiment("order", 0, 1))).containsOnlyKeys(Optional.<String>empty());
    assertThat(sizes(experiment("order", 1, 1)))
        .containsOnlyKeys(Optional.of("a"), Optional.of("b"));
  }

  @Test
  void whoever_takes_part_stays_in_the_group_when_more_do() {
    Experiment few = experiment("order", 0.2, 1);
    Experiment many = experiment("order", 0.7, 1);

    for (UserId user : users()) {
      few.variantOf(user).ifPresent(variant -> assertThat(many.variantOf(user)).contains(variant));
    }
  }

  @Test
  void groups_of_two_experiments_are_independent() {
    Experiment one = experiment("one", 1, 1);
    Experiment other = experiment("other", 1, 1);
    long both =
        users().stream()
            .filter(user -> one.variantOf(user).equals(Optional.of("a")))
            .filter(user -> other.variantOf(user).equals(Optional.of("a")))
            .count();

    assertThat(both / (double) USERS).isCloseTo(0.25, within(0.015));
  }

  @Test
  void a_variant_wins_over_the_scenario_and_leaves_what_it_says_nothing_about() {
    Presets presets =
        new Presets(
            new Scenarios(Map.of("mail", length(4), "wide", diversity(0.1))),
            new Experiments(
                Map.of(
                    "order",
                    new Experiment(
                        "order",
                        1,
                        Map.of(
                            "a", new Variant(1, diversity(0.5)),
                            "b", new Variant(1, diversity(0.5))),
                        "a"))));
    Optional<UserId> ada = Optional.of(new UserId("ada"));

    Preset mail = presets.of(Optional.of("mail"), ada);
    assertThat(mail.settings().k()).hasValue(4);
    assertThat(mail.settings().type()).contains(new ContentType("game"));
    assertThat(mail.settings().boosts()).hasSize(1);
    assertThat(mail.settings().diversity()).hasValue(0.5);
    assertThat(mail.groups()).extracting(Group::experiment).containsExactly("order");
    assertThat(presets.of(Optional.of("wide"), ada).settings().diversity()).hasValue(0.5);
    assertThat(presets.of(Optional.of("wide"), Optional.empty()).settings().diversity())
        .hasValue(0.1);
    assertThat(presets.of(Optional.empty(), Optional.empty())).isEqualTo(Preset.NONE);
  }

  @Test
  void two_experiments_that_set_the_same_thing_are_refused() {
    assertThatThrownBy(
            () ->
                new Experiments(
                    Map.of("one", experiment("one", 0.1, 1), "two", experiment("two", 0.1, 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "experiments.one and experiments.two both set diversity, and a user may be in both; end one of them");

    Experiment other =
        new Experiment(
            "two",
            1,
            Map.of("a", new Variant(1, Scenario.NONE), "b", new Variant(1, length(3))),
            "a");
    Experiments apart = new Experiments(Map.of("one", experiment("one", 1, 1), "two", other));
    List<Group> groups = List.of(new Group("one", "b"), new Group("two", "b"));
    assertThat(apart.settings(groups).diversity()).hasValue(0.9);
    assertThat(apart.settings(groups).k()).hasValue(3);
  }

  @Test
  void an_experiment_that_makes_no_sense_is_refused() {
    Variant variant = new Variant(1, Scenario.NONE);
    Map<String, Variant> two = Map.of("a", variant, "b", variant);

    assertThatThrownBy(() -> new Experiment("x", 1.5, two, "a")).hasMessageContaining("share is");
    assertThatThrownBy(() -> new Experiment("x", 1, Map.of("a", variant), "a"))
        .hasMessageContaining("two at least");
    assertThatThrownBy(() -> new Experiment("x", 1, two, "c"))
        .hasMessage("control is \"c\", which is no variant; give one of a, b");
    assertThatThrownBy(() -> new Variant(0, Scenario.NONE)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> new Group("", "a")).hasMessageContaining("experiment");
  }
}
