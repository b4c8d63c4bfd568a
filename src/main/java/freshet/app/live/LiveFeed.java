package freshet.app.live;

import freshet.event.InteractionLog;
import freshet.http.exchange.Endpoint;
import freshet.http.health.Readiness;
import freshet.http.live.CountedRecommendations;
import freshet.http.live.EventStreams;
import freshet.http.live.GetLiveStream;
import freshet.http.live.LiveSettings;
import freshet.http.live.RecentUsers;
import freshet.http.live.Vitals;
import freshet.http.model.Models;
import freshet.http.slate.GetTrendingStream;
import freshet.recommend.Catalogue;
import freshet.recommend.Recommendations;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** What one instance pushes to whoever watches, and what is counted for it on the way. */
public final class LiveFeed implements AutoCloseable {
  private final EventStreams streams;
  private final CountedRecommendations recommendations;
  private final RecentUsers interactions;

  /**
   * Joins it; nothing is looked at while nobody watches.
   *
   * @param recommendations what answers
   * @param log where interactions go
   */
  public LiveFeed(LiveSettings settings, Recommendations recommendations, InteractionLog log) {
    this.streams = new EventStreams(settings);
    this.recommendations = new CountedRecommendations(recommendations);
    this.interactions = new RecentUsers(log, settings.users());
  }

  /**
   * Where the rest of what is shown comes from.
   *
   * @param metrics of the topology's Kafka clients; empty before it has any
   * @param prefixes that names of topics have, the longest first
   * @param behind records the stream has yet to read
   * @param models none if there is to be no model
   * @param visible from an event to an answer that shows it, if that is measured
   */
  public record Sources(
      Readiness readiness,
      Supplier<Map<MetricName, ? extends Metric>> metrics,
      List<String> prefixes,
      LongSupplier behind,
      Optional<Models> models,
      Supplier<Optional<Vitals.Visible>> visible) {}

  /** The recommendations that are counted. */
  public Recommendations recommendations() {
    return recommendations;
  }

  /** The log that notes who did something. */
  public InteractionLog interactions() {
    return interactions;
  }

  /** What pushes it. */
  public List<Endpoint> endpoints(Sources sources, Catalogue catalogue, Clock clock) {
    String[] prefixes = sources.prefixes().toArray(String[]::new);
    LiveVitals vitals =
        new LiveVitals(
            new LiveVitals.Sight(
                sources.readiness(),
                () -> TopicTotals.of(sources.metrics().get(), prefixes),
                sources.behind(),
                sources.models(),
                sources.visible()),
            recommendations,
            interactions,
            clock);
    return List.of(
        new GetLiveStream(streams, vitals),
        new GetTrendingStream(streams, recommendations, catalogue));
  }

  /** Ends all streams. */
  @Override
  public void close() {
    streams.close();
  }
}
