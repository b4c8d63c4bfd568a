package freshet.app;

import freshet.app.model.ModelLayer;
import freshet.http.health.RecommendationHealth;
import freshet.http.model.Models;
import freshet.observe.LayerFigures;
import freshet.observe.Layers;
import freshet.observe.SlateFigures;
import freshet.observe.WatchedRecommendations;
import freshet.observe.WatchedStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.KafkaStreams;

/** How one instance does, from what it watches of itself. */
final class ObservedHealth implements RecommendationHealth {
  private static final List<String> WELL = List.of("closed", "answering");
  private static final int DIGITS = 3;

  private final Layers layers;
  private final WatchedRecommendations slates;
  private final WatchedStream stream;
  private final StreamsRunner streams;
  private final StreamMeters figures;
  private final LongSupplier writeFailures;
  private final Optional<ModelLayer> model;
  private final Clock clock;
  private final Instant since;

  ObservedHealth(
      Layers layers,
      WatchedRecommendations slates,
      WatchedStream stream,
      StreamsRunner streams,
      LongSupplier writeFailures,
      Optional<ModelLayer> model,
      Clock clock) {
    this.layers = layers;
    this.slates = slates;
    this.stream = stream;
    this.streams = streams;
    this.figures = new StreamMeters(streams);
    this.writeFailures = writeFailures;
    this.model = model;
    this.clock = clock;
    this.since = clock.instant();
  }

  @Override
  public State now() {
    List<Layer> all = layers.figures().stream().map(this::layer).toList();
    String streamState =
        streams
            .stopped()
            .or(() -> streams.state().map(KafkaStreams.State::name))
            .orElse("not started");
    boolean well =
        streamState.equals(KafkaStreams.State.RUNNING.name())
            && all.stream().allMatch(layer -> WELL.contains(layer.state()));
    SlateFigures answered = slates.figures();
    return new State(
        well ? "well" : "degraded",
        since,
        all,
        new Slates(answered.answered(), answered.degraded(), answered.empty()),
        new Stream(
            streamState,
            streams.behind(),
            latency(stream.eventToVisible()),
            stream.deadLetters(),
            writeFailures.getAsLong(),
            figures.stores().stream()
                .map(store -> new Store(store.name(), store.entries(), store.diskBytes()))
                .toList()));
  }

  private Layer layer(LayerFigures layer) {
    return new Layer(
        layer.layer().label(),
        layer.state(),
        layer.calls(),
        layer.silences(),
        layer.failures(),
        layer.fallbacks(),
        latency(layer.latency()),
        layer.layer() == freshet.recommend.Layer.MODEL
            ? model.map(ModelLayer::models).map(this::model)
            : Optional.empty(),
        layer.errors().stream()
            .map(
                error ->
                    new LayerError(error.since(), error.latest(), error.error(), error.times()))
            .toList());
  }

  private Model model(Models models) {
    Models.Overview overview = models.overview();
    OptionalLong age =
        overview.models().stream()
            .filter(one -> overview.live().equals(Optional.of(one.version())))
            .mapToLong(one -> Duration.between(one.created(), clock.instant()).toSeconds())
            .findFirst();
    return new Model(overview.live(), age, overview.status());
  }

  private static Latency latency(freshet.observe.Latency latency) {
    return new Latency(
        rounded(latency.p50()),
        rounded(latency.p90()),
        rounded(latency.p99()),
        rounded(latency.max()));
  }

  private static double rounded(double millis) {
    return Double.isFinite(millis)
        ? BigDecimal.valueOf(millis).setScale(DIGITS, RoundingMode.HALF_UP).doubleValue()
        : 0;
  }
}
