package freshet.app;

import freshet.app.live.LiveFeed;
import freshet.app.model.ModelLayer;
import freshet.app.model.ModelReleases;
import freshet.app.model.TrainingLaunch;
import freshet.catalog.ItemIndex;
import freshet.catalog.KafkaItemLog;
import freshet.cooccurrence.NeighboursReader;
import freshet.engagement.EngagementReader;
import freshet.engagement.KafkaSlateLog;
import freshet.event.Admission;
import freshet.http.Backend;
import freshet.http.FreshetServer;
import freshet.http.ServerSettings;
import freshet.http.exchange.Endpoint;
import freshet.http.experiment.Impressions;
import freshet.http.guard.Guard;
import freshet.http.guard.Pages;
import freshet.http.health.GetRecommendationHealth;
import freshet.http.health.Readiness;
import freshet.http.health.RecommendationHealth;
import freshet.http.live.Vitals;
import freshet.http.metrics.GetMetrics;
import freshet.http.model.GetModels;
import freshet.http.model.Models;
import freshet.http.model.PostActivation;
import freshet.http.model.PostRetrain;
import freshet.http.peer.GetPeerState;
import freshet.http.trace.Tracing;
import freshet.http.watch.WatchedRequests;
import freshet.ingest.KafkaInteractionLog;
import freshet.ingest.KafkaPersonLog;
import freshet.ingest.PositionWaits;
import freshet.mixture.MixtureTeacher;
import freshet.mixture.MixtureView;
import freshet.model.scoring.GuardedSource;
import freshet.observe.Latency;
import freshet.observe.Layers;
import freshet.observe.WatchedHistories;
import freshet.observe.WatchedRecommendations;
import freshet.observe.WatchedStream;
import freshet.popularity.TrendingView;
import freshet.profile.KafkaErasures;
import freshet.profile.PersonReader;
import freshet.profile.ProfileReader;
import freshet.query.ClusterState;
import freshet.query.LocalState;
import freshet.query.WatchedLags;
import freshet.query.peer.HttpPeers;
import freshet.recommend.CandidateSource;
import freshet.recommend.HistoryReader;
import freshet.recommend.Lessons;
import freshet.recommend.Mixture;
import freshet.recommend.MixtureReader;
import freshet.recommend.Recommender;
import freshet.recommend.Sources;
import freshet.stream.DeadLetter;
import freshet.stream.TopicWriter;
import freshet.stream.Views;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running Freshet: Kafka and registry, topology, recommender and HTTP, joined. */
final class Application implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Application.class);

  private static final double MILLIS = 1000;

  /** Longer than a commit takes on a busy machine. */
  private static final Duration STALLED_AFTER = Duration.ofSeconds(30);

  private final Cluster cluster;
  private final FreshetServer server;
  private final String scheme;
  private final StreamsRunner streams;
  private final Deque<AutoCloseable> parts;

  private Application(
      Cluster cluster,
      FreshetServer server,
      String scheme,
      StreamsRunner streams,
      Deque<AutoCloseable> parts) {
    this.cluster = cluster;
    this.server = server;
    this.scheme = scheme;
    this.streams = streams;
    this.parts = parts;
  }

  /**
   * Starts everything. HTTP answers as soon as this returns; {@link Readiness} says when it answers
   * well.
   *
   * @throws RuntimeException with one sentence on what is in the way; nothing is left running then
   */
  static Application start(Settings settings, Clock clock) {
    Exposure.check(settings);
    Guard guard = guard(settings);
    FreshetServer.requireFree(settings.http());
    Deque<AutoCloseable> parts = new ArrayDeque<>();
    try {
      Cluster cluster = Cluster.start(settings);
      parts.push(cluster);
      return start(settings, clock, guard, cluster, parts);
    } catch (RuntimeException e) {
      Parts.close(parts);
      throw e;
    }
  }

  private static Guard guard(Settings settings) {
    try {
      return new Guard(settings.guard());
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingsException(e.getMessage(), e);
    }
  }

  private static Application start(
      Settings settings, Clock clock, Guard guard, Cluster cluster, Deque<AutoCloseable> parts) {
    Topics topics = cluster.topics();
    TopicWriter writer = TopicWriter.connect(cluster.connection(), Application::traceHeaders);
    parts.push(writer);
    Metrics metrics = new Metrics();
    parts.push(metrics);
    Layers layers = new Layers(metrics.registry(), clock);
    WatchedStream watch = new WatchedStream(metrics.registry(), clock);
    Views.Poison poison = poison(writer, topics, watch);

    // Whoever teaches reads the state of the topology that offers the lessons.
    AtomicReference<Lessons> lessons = new AtomicReference<>(Lessons.NONE);
    LearningTopology topology =
        LearningTopology.of(settings, topics, lesson -> lessons.get().offer(lesson), watch);
    ItemIndex items = topology.items();
    TrendingView trending = topology.trending();
    MixtureView learned = topology.learned();
    ServerSettings http = withPort(settings.http());
    HostInfo self = new HostInfo(settings.streams().advertisedHost(http.host()), http.port());
    StreamsRunner streams =
        new StreamsRunner(
            () ->
                new KafkaStreams(
                    topology.build(poison),
                    StreamsConfiguration.of(settings, cluster.connection(), self, watch::setAside)),
            settings.shutdownLimit());
    parts.push(streams);

    WatchedLags lags = new WatchedLags(streams::streams);
    parts.push(lags);
    ClusterMeters.measure(metrics.registry(), lags);
    LocalState state =
        new LocalState(streams::streams, self, lags, settings.streams().standbyLag());
    HttpPeers peers = new HttpPeers(settings.peers(), http.scheme(), settings.application());
    ClusterMeters.measure(metrics.registry(), peers);
    ClusterState users = new ClusterState(state, peers);
    HistoryReader histories =
        new WatchedHistories(
            new ProfileReader(topology.parts().profile(), users), metrics.registry());
    NeighboursReader neighbours = new NeighboursReader(topology.parts().cooccurrence(), state);
    EngagementReader engagement = new EngagementReader(topology.parts().engagement(), users);
    KafkaSlateLog slates = new KafkaSlateLog(writer, topics.slates(), settings.slates().share());
    parts.push(slates);
    slates.start();
    SlateMeters.measure(metrics.registry(), slates);
    MixtureReader mixture = learned;
    if (settings.recommend().learn()) {
      MixtureTeacher teacher =
          new MixtureTeacher(
              settings.streams().instanceId(),
              learned,
              settings.popularity().halfLives(),
              () ->
                  Sources.over(
                      items, neighbours, trending, learned, settings.recommend().neighbours()),
              () -> isRunning(streams),
              writer,
              topics.mixtures());
      parts.push(teacher);
      teacher.start();
      lessons.set(teacher);
    } else {
      Mixture set = settings.recommend().mixture();
      mixture = () -> set;
    }
    Optional<ModelLayer> model = model(settings, cluster, writer, items, poison, clock);
    model.ifPresent(parts::push);
    model.ifPresent(layer -> layer.measure(metrics.registry()));
    Sources sources =
        Sources.over(items, neighbours, trending, mixture, settings.recommend().neighbours());
    WatchedRecommendations recommender =
        new WatchedRecommendations(
            new Recommender(
                histories,
                items,
                neighbours,
                trending,
                mixture,
                watched(sources, model, settings, layers, clock),
                engagement,
                settings.recommend(),
                clock,
                layers::failed),
            metrics.registry());
    metrics.beforeEachLook(new StreamMeters(streams).measure(metrics.registry(), writer));
    RecommendationHealth health =
        new ObservedHealth(layers, recommender, watch, streams, writer::failures, model, clock);
    // The views are loaded when this returns: HTTP answers from them from its first request on.
    streams.start();
    lags.start();
    LiveFeed live =
        new LiveFeed(
            settings.live(), recommender, new KafkaInteractionLog(writer, topics.interactions()));
    Readiness readiness = () -> readiness(streams, items, model);
    List<Endpoint> endpoints =
        endpoints(settings, guard, metrics, health, model.map(ModelLayer::models));
    endpoints.add(
        new GetPeerState(
            users::answer,
            settings.application(),
            settings.peers().key(),
            settings.guard().needsKeys()));
    endpoints.addAll(
        live.endpoints(
            new LiveFeed.Sources(
                readiness,
                () ->
                    streams
                        .streams()
                        .<Map<MetricName, ? extends Metric>>map(KafkaStreams::metrics)
                        .orElse(Map.of()),
                settings.topicPrefixes(),
                streams::behind,
                model.map(ModelLayer::models),
                () -> visible(watch)),
            items,
            clock));
    CommittedOffsets committed = CommittedOffsets.of(settings, cluster.connection(), topics);
    parts.push(committed);
    PositionWaits waits =
        new PositionWaits(topology.processed(), committed, settings.http().maxWaiting());
    parts.push(waits);
    FreshetServer server =
        FreshetServer.start(
            http,
            new Backend(
                live.recommendations(),
                items,
                live.interactions(),
                new KafkaItemLog(writer, topics.items()),
                new Admission(settings.interactionTypes()),
                readiness,
                settings.presets(),
                new Impressions(slates, () -> model.flatMap(ModelLayer::live), topology.counted()),
                clock,
                new KafkaPersons(
                    new KafkaErasures(
                        writer,
                        topics.erasures(),
                        new KafkaPersonLog(writer, topics.interactions())),
                    new PersonReader(topology.parts().profile(), users),
                    engagement,
                    clock),
                positions -> waits.await(positions, settings.http().afterTimeout())),
            endpoints.toArray(Endpoint[]::new));
    parts.push(server);
    // Before the server, which would wait for the streams to end.
    parts.push(live);
    model.ifPresent(ModelLayer::start);
    return new Application(cluster, server, http.scheme(), streams, parts);
  }

  /**
   * What the recommender asks, best layer first. What is in memory has no breaker: it is not slow,
   * and when the last layer is left alone, nobody answers.
   */
  private static List<CandidateSource> watched(
      Sources sources, Optional<ModelLayer> model, Settings settings, Layers layers, Clock clock) {
    List<CandidateSource> watched = new ArrayList<>();
    model.ifPresent(layer -> watched.add(layers.watched(layer.source(), layer::breaker)));
    GuardedSource collaborative =
        new GuardedSource(sources.neighbours(), settings.collaborative(), clock);
    watched.add(layers.watched(collaborative, collaborative::state));
    watched.add(layers.watched(sources.tags()));
    watched.add(layers.watched(sources.popular()));
    return watched;
  }

  /** What a record tells of the request that caused it. */
  private static Map<String, String> traceHeaders() {
    return Tracing.current()
        .map(
            trace ->
                trace
                    .state()
                    .map(given -> Map.of("traceparent", trace.header(), "tracestate", given))
                    .orElseGet(() -> Map.of("traceparent", trace.header())))
        .orElseGet(Map::of);
  }

  /**
   * The topology must know its own address before the server has one: any free port is chosen here.
   */
  private static ServerSettings withPort(ServerSettings settings) {
    if (settings.port() != 0) {
      return settings;
    }
    try (ServerSocket free = new ServerSocket(0)) {
      return settings.withPort(free.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Views.Poison poison(TopicWriter writer, Topics topics, WatchedStream watch) {
    return (String key, DeadLetter letter) -> {
      watch.setAside();
      var unused =
          writer
              .append(topics.deadLetters(), key, letter.value(), letter.headers())
              .whenComplete(
                  (done, error) -> {
                    if (error != null) {
                      LOG.error("A record that cannot be used could not be set aside", error);
                    }
                  });
    };
  }

  /** Layer 1; none if there is to be no model. */
  private static Optional<ModelLayer> model(
      Settings settings,
      Cluster cluster,
      TopicWriter writer,
      ItemIndex items,
      Views.Poison poison,
      Clock clock) {
    if (!settings.model().enabled()) {
      return Optional.empty();
    }
    Topics topics = cluster.topics();
    String child =
        settings.toFile(
            Map.of(
                "kafka.bootstrap.servers", cluster.bootstrapServers(),
                "schema.registry.url", cluster.registryUrl()));
    return Optional.of(
        ModelLayer.of(
            new ModelReleases.Site(
                settings.model(),
                cluster.connection(),
                topics.models(),
                topics.interactions().name(),
                // A model is one for all generations of the state.
                settings.topics().prefix() + settings.streams().applicationId() + "-retrain",
                settings.streams().instanceId(),
                settings.dataDirectory().resolve("models"),
                writer,
                new TrainingLaunch(
                    ChildMain.class.getName(), child, settings.model().retrain().heapBytes()),
                poison,
                clock),
            items));
  }

  /** Empty until an event has been seen. */
  private static Optional<Vitals.Visible> visible(WatchedStream watch) {
    Latency seen = watch.eventToVisible();
    return seen.count() == 0
        ? Optional.empty()
        : Optional.of(new Vitals.Visible(seen.p50() / MILLIS, seen.p99() / MILLIS));
  }

  /** What every request passes; what may be there or not; what is measured. */
  private static List<Endpoint> endpoints(
      Settings settings,
      Guard guard,
      Metrics metrics,
      RecommendationHealth health,
      Optional<Models> models) {
    List<Endpoint> endpoints = new ArrayList<>();
    endpoints.add(new WatchedRequests(new RequestMeters(metrics.registry())));
    endpoints.add(new Tracing());
    endpoints.add(new Pages(settings.guard()));
    endpoints.add(guard);
    endpoints.add(new GetMetrics(metrics::exposition));
    endpoints.add(new GetRecommendationHealth(health));
    models.ifPresent(
        known -> {
          ServerSettings http = settings.http();
          endpoints.add(new GetModels(known));
          endpoints.add(new PostRetrain(known, http.appendTimeout()));
          endpoints.add(new PostActivation(known, http.appendTimeout()));
        });
    return endpoints;
  }

  private static Readiness.State readiness(
      StreamsRunner streams, ItemIndex items, Optional<ModelLayer> model) {
    Optional<KafkaStreams.State> state = streams.state();
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("topology", streams.stopped().or(() -> state.map(Enum::name)).orElse("not started"));
    streams.restoring().ifPresent(progress -> parts.put("restoring", progress));
    parts.put("behind", streams.behind() + " records");
    Duration stalled = streams.stalled();
    if (stalled.compareTo(STALLED_AFTER) > 0) {
      parts.put(
          "stalled",
          "a stream thread has not asked Kafka for %d s; see whether Kafka answers, and whether the disk of data-dir is full or broken"
              .formatted(stalled.toSeconds()));
    }
    parts.put("catalogue", items.size() + " items");
    model.ifPresent(known -> parts.put("model", known.sentence()));
    return new Readiness.State(streams.isReady(), parts);
  }

  /** How it is asked: {@code http} or {@code https}. */
  String scheme() {
    return scheme;
  }

  int port() {
    return server.port();
  }

  boolean isReady() {
    return streams.isReady();
  }

  private static boolean isRunning(StreamsRunner streams) {
    return streams.state().equals(Optional.of(KafkaStreams.State.RUNNING));
  }

  Cluster cluster() {
    return cluster;
  }

  @Override
  public void close() {
    Parts.close(parts);
  }
}
