package freshet.app.live;

import freshet.http.health.Readiness;
import freshet.http.live.CountedRecommendations;
import freshet.http.live.RecentUsers;
import freshet.http.live.Vitals;
import freshet.http.model.Models;
import freshet.recommend.Layer;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Tells what this instance does, from what its parts count anyway. Looks when it is asked, and
 * keeps a few seconds of what it saw.
 */
final class LiveVitals implements Supplier<Vitals> {
  /** The topic that events are counted from. */
  private static final String EVENTS = "interactions";

  private static final String READ = "read ";
  private static final String WRITTEN = "written ";
  private static final String SLATES = "slates";
  private static final String LAYER = "layer ";
  private static final double HUNDREDTHS = 100;

  private final Sight sight;
  private final CountedRecommendations counted;
  private final RecentUsers users;
  private final Clock clock;
  private final Rates rates = new Rates(System::nanoTime);

  /**
   * What is looked at.
   *
   * @param topics what the topology's clients have read and written
   * @param behind records the stream has yet to read
   * @param models none if there is to be no model
   * @param visible from an event to an answer that shows it, if that is measured
   */
  record Sight(
      Readiness readiness,
      Supplier<TopicTotals> topics,
      LongSupplier behind,
      Optional<Models> models,
      Supplier<Optional<Vitals.Visible>> visible) {}

  LiveVitals(Sight sight, CountedRecommendations counted, RecentUsers users, Clock clock) {
    this.sight = sight;
    this.counted = counted;
    this.users = users;
    this.clock = clock;
  }

  @Override
  public synchronized Vitals get() {
    TopicTotals topics = sight.topics().get();
    rates.sample(totals(topics));
    Readiness.State readiness = sight.readiness().now();
    return new Vitals(
        clock.instant(),
        readiness.ready(),
        readiness.parts(),
        new Vitals.Events(rate(READ + EVENTS), sight.behind().getAsLong()),
        topicRates(topics),
        new Vitals.Slates(rate(SLATES), layerRates()),
        sight.visible().get(),
        sight.models().map(models -> Vitals.Model.of(models.overview())),
        users.users());
  }

  private Map<String, Double> totals(TopicTotals topics) {
    Map<String, Double> totals = new HashMap<>();
    topics.read().forEach((topic, total) -> totals.put(READ + topic, total));
    topics.written().forEach((topic, total) -> totals.put(WRITTEN + topic, total));
    totals.put(SLATES, (double) counted.slates());
    for (Layer layer : Layer.values()) {
      totals.put(LAYER + layer.label(), (double) counted.items(layer));
    }
    return totals;
  }

  private Map<String, Vitals.TopicRate> topicRates(TopicTotals topics) {
    TreeSet<String> names = new TreeSet<>(topics.read().keySet());
    names.addAll(topics.written().keySet());
    Map<String, Vitals.TopicRate> all = new TreeMap<>();
    names.forEach(
        name -> all.put(name, new Vitals.TopicRate(rate(READ + name), rate(WRITTEN + name))));
    return all;
  }

  private Map<String, Double> layerRates() {
    Map<String, Double> all = new LinkedHashMap<>();
    for (Layer layer : Layer.values()) {
      OptionalDouble rate = rate(LAYER + layer.label());
      if (rate.isPresent()) {
        all.put(layer.label(), rate.getAsDouble());
      }
    }
    return all;
  }

  private OptionalDouble rate(String name) {
    OptionalDouble rate = rates.perSecond(name);
    return rate.isPresent()
        ? OptionalDouble.of(Math.round(rate.getAsDouble() * HUNDREDTHS) / HUNDREDTHS)
        : rate;
  }
}
