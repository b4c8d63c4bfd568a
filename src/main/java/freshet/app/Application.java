package freshet.app;

import freshet.app.model.ModelLayer;
import freshet.app.model.ModelReleases;
import freshet.app.model.TrainingLaunch;
import freshet.catalog.CatalogPart;
import freshet.catalog.ItemIndex;
import freshet.catalog.KafkaItemLog;
import freshet.cooccurrence.CooccurrencePart;
import freshet.cooccurrence.NeighboursReader;
import freshet.event.Admission;
import freshet.event.Item;
import freshet.http.Backend;
import freshet.http.FreshetServer;
import freshet.http.ServerSettings;
import freshet.http.exchange.Endpoint;
import freshet.http.health.Readiness;
import freshet.http.metrics.GetMetrics;
import freshet.http.model.GetModels;
import freshet.http.model.Models;
import freshet.http.model.PostActivation;
import freshet.http.model.PostRetrain;
import freshet.ingest.IngestPart;
import freshet.ingest.KafkaInteractionLog;
import freshet.ingest.KafkaPersonLog;
import freshet.ingest.PositionWaits;
import freshet.ingest.ProcessedPositions;
import freshet.mixture.MixturePart;
import freshet.mixture.MixtureTeacher;
import freshet.mixture.MixtureView;
import freshet.popularity.PopularityPart;
import freshet.popularity.TrendingView;
import freshet.profile.KafkaErasures;
import freshet.profile.PersonReader;
import freshet.profile.ProfilePart;
import freshet.profile.ProfileReader;
import freshet.query.LocalState;
import freshet.recommend.Layer;
import freshet.recommend.Lessons;
import freshet.recommend.Mixture;
import freshet.recommend.MixtureReader;
import freshet.recommend.Recommender;
import freshet.recommend.Sources;
import freshet.stream.DeadLetter;
import freshet.stream.TopicWriter;
import freshet.stream.Views;
import freshet.topology.RecommenderTopology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running Freshet: Kafka and registry, topology, recommender and HTTP, joined. */
final class Application implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Application.class);

  private final Cluster cluster;
  private final FreshetServer server;
  private final StreamsRunner streams;
  private final Deque<AutoCloseable> parts;

  private Application(
      Cluster cluster, FreshetServer server, StreamsRunner streams, Deque<AutoCloseable> parts) {
    this.cluster = cluster;
    this.server = server;
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
    Deque<AutoCloseable> parts = new ArrayDeque<>();
    try {
      Cluster cluster = Cluster.start(settings);
      parts.push(cluster);
      return start(settings, clock, cluster, parts);
    } catch (RuntimeException e) {
      Parts.close(parts);
      throw e;
    }
  }

  private static Application start(
      Settings settings, Clock clock, Cluster cluster, Deque<AutoCloseable> parts) {
    Topics topics = cluster.topics();
    TopicWriter writer = TopicWriter.connect(cluster.connection());
    parts.push(writer);

    Admission admission = new Admission(settings.interactionTypes());
    ItemIndex items = new ItemIndex();
    TrendingView trending = new TrendingView(settings.popularity());
    MixtureView learned =
        new MixtureView(settings.recommend().mixture(), settings.popularity().halfLives());
    // Whoever teaches reads the state of the topology that offers the lessons.
    AtomicReference<Lessons> lessons = new AtomicReference<>(Lessons.NONE);
    ProcessedPositions processed = new ProcessedPositions(settings.kafka().partitions());
    RecommenderTopology topology =
        topology(
            settings, topics, admission, items, lesson -> lessons.get().offer(lesson), processed);
    ServerSettings http = withPort(settings.http());
    HostInfo self = new HostInfo(settings.streams().advertisedHost(http.host()), http.port());
    StreamsRunner streams =
        new StreamsRunner(
            () ->
                new KafkaStreams(
                    topology.build(items, trending, learned, poison(writer, topics)),
                    StreamsConfiguration.of(settings, cluster.connection(), self)));
    parts.push(streams);

    LocalState state = new LocalState(streams::streams, self);
    ProfileReader histories = new ProfileReader(topology.profile(), state);
    NeighboursReader neighbours = new NeighboursReader(topology.cooccurrence(), state);
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
    Optional<ModelLayer> model = model(settings, cluster, writer, items, clock);
    model.ifPresent(parts::push);
    Metrics metrics = new Metrics();
    parts.push(metrics);
    model.ifPresent(layer -> layer.measure(metrics.registry()));
    Recommender recommender =
        new Recommender(
            histories,
            items,
            neighbours,
            trending,
            mixture,
            model.map(ModelLayer::source),
            settings.recommend(),
            clock,
            Application::layerFailed);
    // The views are loaded when this returns: HTTP answers from them from its first request on.
    streams.start();
    CommittedOffsets committed = CommittedOffsets.of(settings, cluster.connection(), topics);
    parts.push(committed);
    PositionWaits waits = new PositionWaits(processed, committed, settings.http().maxWaiting());
    parts.push(waits);
    FreshetServer server =
        FreshetServer.start(
            http,
            new Backend(
                recommender,
                histories,
                items,
                new KafkaInteractionLog(writer, topics.interactions()),
                new KafkaItemLog(writer, topics.items()),
                admission,
                () -> readiness(streams, items, model),
                clock,
                new KafkaPersons(
                    new KafkaErasures(
                        writer,
                        topics.erasures(),
                        new KafkaPersonLog(writer, topics.interactions())),
                    new PersonReader(topology.profile(), state),
                    clock),
                positions -> waits.await(positions, settings.http().afterTimeout())),
            endpoints(http, metrics, model.map(ModelLayer::models)));
    parts.push(server);
    model.ifPresent(ModelLayer::start);
    return new Application(cluster, server, streams, parts);
  }

  /** The topology that the settings describe. */
  static RecommenderTopology topology(
      Settings settings,
      Topics topics,
      Admission admission,
      ItemIndex items,
      Lessons lessons,
      ProcessedPositions processed) {
    return new RecommenderTopology(
        new IngestPart(
            topics.interactions(),
            topics.deadLetters(),
            admission,
            settings.kafka().partitions(),
            processed),
        new CatalogPart(topics.items()),
        new ProfilePart(
            settings.interactionTypes(),
            settings.profile(),
            lessons,
            Topics.transfers(settings),
            topics.erasures()),
        new CooccurrencePart(topics.neighbours(), settings.cooccurrence()),
        new PopularityPart(
            topics.trending(), settings.popularity(), item -> items.find(item).map(Item::type)),
        new MixturePart(topics.mixtures()));
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

  private static void layerFailed(Layer layer, RuntimeException error) {
    LOG.warn("The {} layer failed; the others answered", layer.label(), error);
  }

  private static Views.Poison poison(TopicWriter writer, Topics topics) {
    return (String key, DeadLetter letter) -> {
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
      Settings settings, Cluster cluster, TopicWriter writer, ItemIndex items, Clock clock) {
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
                settings.topics().prefix() + settings.streams().applicationId() + "-retrain",
                settings.streams().instanceId(),
                settings.dataDirectory().resolve("models"),
                writer,
                new TrainingLaunch(
                    ChildMain.class.getName(), child, settings.model().retrain().heapBytes()),
                poison(writer, topics),
                clock),
            items));
  }

  /** Of what may be there or not, and of what is measured. */
  private static Endpoint[] endpoints(
      ServerSettings http, Metrics metrics, Optional<Models> models) {
    List<Endpoint> endpoints = new ArrayList<>();
    endpoints.add(new GetMetrics(metrics::exposition));
    models.ifPresent(
        known -> {
          endpoints.add(new GetModels(known));
          endpoints.add(new PostRetrain(known, http.appendTimeout()));
          endpoints.add(new PostActivation(known, http.appendTimeout()));
        });
    return endpoints.toArray(Endpoint[]::new);
  }

  private static Readiness.State readiness(
      StreamsRunner streams, ItemIndex items, Optional<ModelLayer> model) {
    Optional<KafkaStreams.State> state = streams.state();
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("topology", streams.stopped().or(() -> state.map(Enum::name)).orElse("not started"));
    parts.put("behind", streams.behind() + " records");
    parts.put("catalogue", items.size() + " items");
    model.ifPresent(known -> parts.put("model", known.sentence()));
    return new Readiness.State(isRunning(streams), parts);
  }

  int port() {
    return server.port();
  }

  boolean isReady() {
    return isRunning(streams);
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
