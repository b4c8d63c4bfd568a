package freshet.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import freshet.app.model.ModelSettings;
import freshet.cooccurrence.CooccurrenceSettings;
import freshet.decay.HalfLife;
import freshet.engagement.EngagementSettings;
import freshet.evaluate.ReplaySettings;
import freshet.event.InteractionType;
import freshet.event.InteractionType.Stance;
import freshet.event.InteractionTypes;
import freshet.http.ServerSettings;
import freshet.http.Tls;
import freshet.http.guard.GuardSettings;
import freshet.http.live.LiveSettings;
import freshet.model.release.retrain.RetrainRequest;
import freshet.model.release.retrain.RetrainSettings;
import freshet.model.scoring.BreakerSettings;
import freshet.popularity.PopularitySettings;
import freshet.profile.ProfileSettings;
import freshet.query.peer.PeerSettings;
import freshet.recommend.FreshnessBoost;
import freshet.recommend.Layer;
import freshet.recommend.Mmr;
import freshet.recommend.NeighbourSettings;
import freshet.recommend.Presets;
import freshet.recommend.RecommendSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * All settings of a process, checked; `reference.conf` says what each means.
 *
 * @param dataDirectory where everything that must survive a restart is kept
 * @param shutdownLimit what the parts have to end in
 * @param logFormat text or json
 * @param collaborative when that layer is left alone
 * @param slates what is noted of what users are shown
 * @param presets what is set for requests of some places and some users
 * @param effective all of them as they stand
 */
public record Settings(
    Path dataDirectory,
    Duration shutdownLimit,
    ServerSettings http,
    GuardSettings guard,
    PeerSettings peers,
    String logFormat,
    LiveSettings live,
    KafkaSettings kafka,
    SchemaSettings schema,
    TopicSettings topics,
    StreamSettings streams,
    InteractionTypes interactionTypes,
    ProfileSettings profile,
    CooccurrenceSettings cooccurrence,
    PopularitySettings popularity,
    RecommendSettings recommend,
    BreakerSettings collaborative,
    EngagementSettings slates,
    Presets presets,
    ModelSettings model,
    Config effective) {

  /** How many standbys of each partition's state other instances keep. */
  int standbys() {
    int set = streams.standbys();
    return set >= 0 ? set : kafka.bootstrapServers().isPresent() ? 1 : 0;
  }

  /** What decides what is learned and answered, as far as a log can be replayed. */
  ReplaySettings replay() {
    return new ReplaySettings(profile, cooccurrence, popularity, recommend);
  }

  /** What stands before the names of topics, the application's own included; the longest first. */
  List<String> topicPrefixes() {
    return List.of(application() + "-", derivedPrefix(), topics.prefix());
  }

  /** Kafka Streams' {@code application.id}: another for each generation of the state. */
  String application() {
    return derivedPrefix() + streams.applicationId();
  }

  /** What stands before the names of topics that follow from others, and so from a generation. */
  String derivedPrefix() {
    int generation = streams.generation();
    return topics.prefix() + (generation == 1 ? "" : "g" + generation + "-");
  }

  /** The same but for the generation of the state. */
  Settings ofGeneration(int generation) {
    return of(
        new SettingValues(
            effective.withValue("streams.generation", ConfigValueFactory.fromAnyRef(generation))));
  }

  /** Name of the settings file that is read when none is named. */
  public static final String DEFAULT_FILE = "freshet.conf";

  /** Where the defaults are, on the class path. */
  static final String REFERENCE = "reference.conf";

  /** What the names of settings begin with outside of settings files. */
  static final String ROOT = "freshet";

  /**
   * Where Kafka is.
   *
   * @param bootstrapServers empty for the embedded broker
   * @param host of the embedded broker
   * @param port of the embedded broker
   * @param controllerPort of the embedded broker; 0 for any free one
   * @param partitions of the topics Freshet creates
   * @param replication -1 for the brokers' default
   * @param startLimit how long to wait for Kafka at the start
   * @param client passed to every client
   */
  public record KafkaSettings(
      Optional<String> bootstrapServers,
      String host,
      int port,
      int controllerPort,
      int partitions,
      short replication,
      Duration startLimit,
      Map<String, Object> client) {}

  /**
   * Where the registry is, and which serde is used.
   *
   * @param registryUrl empty for the embedded registry
   * @param registryPort of the embedded registry
   * @param serdeClass empty for ours
   * @param serdeConfig passed to the serde
   */
  public record SchemaSettings(
      Optional<String> registryUrl,
      int registryPort,
      Optional<String> serdeClass,
      Map<String, Object> serdeConfig) {}

  /**
   * What the topics are called and how long they keep.
   *
   * @param prefix before every name
   */
  public record TopicSettings(
      String prefix,
      Duration interactionsRetention,
      Duration slatesRetention,
      Duration deadLettersRetention) {}

  /**
   * How the topology runs.
   *
   * @param applicationId without what stands before it
   * @param generation of the state, from 1
   * @param advertisedHost empty for the host that HTTP listens on
   * @param standbys of each partition's state, on other instances; -1 for one where Kafka is the
   *     site's own and none otherwise
   * @param sessionTimeout how long the group waits for an instance that is silent
   * @param config passed to Kafka Streams
   */
  public record StreamSettings(
      String applicationId,
      int generation,
      String instanceId,
      Optional<String> advertisedHost,
      int threads,
      String guarantee,
      Duration commitInterval,
      long cacheBytes,
      long rocksdbBytes,
      int standbys,
      Duration sessionTimeout,
      Map<String, Object> config) {

    /** Where other instances reach one that listens on {@code host}. */
    String advertisedHost(String host) {
      return advertisedHost.orElseGet(() -> isWildcard(host) ? nameOfThisMachine() : host);
    }

    private static boolean isWildcard(String host) {
      return host.equals("0.0.0.0") || host.equals("::") || host.equals("[::]");
    }

    private static String nameOfThisMachine() {
      try {
        return InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException e) {
        throw new InvalidSettingsException(
            "this machine does not know its own name; set streams.advertised-host", e);
      }
    }
  }

  /** What the reference says, whatever lies around. */
  static Settings defaults() {
    return of(new SettingValues(reference()));
  }

  /**
   * The reference with a few settings that differ, whatever lies around.
   *
   * @param different values by setting
   */
  static Settings with(Map<String, String> different) {
    Map<String, String> properties = new HashMap<>();
    different.forEach((setting, value) -> properties.put(ROOT + "." + setting, value));
    return checked(() -> properties(reference(), properties).withFallback(reference()).resolve());
  }

  /**
   * Reads the settings.
   *
   * @param file named by the user; {@link #DEFAULT_FILE} is read where there is one if none is
   * @param environment the process's environment
   * @param properties system properties
   * @param options from the command line, by setting: the strongest
   * @throws InvalidSettingsException saying which setting is wrong and the cure
   */
  public static Settings load(
      Optional<Path> file,
      Map<String, String> environment,
      Map<String, String> properties,
      Map<String, ?> options) {
    return checked(() -> effective(file, environment, properties, options));
  }

  private static Settings checked(Supplier<Config> settings) {
    try {
      Config effective = settings.get();
      UnknownSettings.refuse(effective.root(), reference().root());
      return of(new SettingValues(effective));
    } catch (ConfigException e) {
      throw new InvalidSettingsException("the settings cannot be read: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingsException("the settings are wrong: " + e.getMessage(), e);
    }
  }

  /** All settings as they stand, the strongest first; not checked. */
  static Config effective(
      Optional<Path> file,
      Map<String, String> environment,
      Map<String, String> properties,
      Map<String, ?> options) {
    Config reference = reference();
    return given(reference, options, setting -> "options of the command line")
        .withFallback(properties(reference, properties))
        .withFallback(EnvironmentSettings.read(reference, environment))
        .withFallback(fromFile(file))
        .withFallback(reference)
        .resolve();
  }

  /** The defaults. */
  static Config reference() {
    return ConfigFactory.parseResources(
        Settings.class.getClassLoader(),
        REFERENCE,
        ConfigParseOptions.defaults().setAllowMissing(false));
  }

  private static Config properties(Config reference, Map<String, String> properties) {
    Map<String, Object> ours = new HashMap<>();
    properties.forEach(
        (name, value) -> {
          if (name.startsWith(ROOT + ".")) {
            ours.put(name.substring(ROOT.length() + 1), value);
          }
        });
    return given(reference, ours, setting -> "system property %s.%s".formatted(ROOT, setting));
  }

  /** Values by setting, each with where it came from. */
  private static Config given(
      Config reference, Map<String, ?> values, UnaryOperator<String> origin) {
    Config config = ConfigFactory.empty();
    for (Map.Entry<String, ?> entry : new TreeMap<>(values).entrySet()) {
      String path = entry.getKey();
      Object value =
          entry.getValue() instanceof String text
              ? listOrText(reference, path, text)
              : entry.getValue();
      config = config.withValue(path, ConfigValueFactory.fromAnyRef(value, origin.apply(path)));
    }
    return config;
  }

  /** What is a list in the reference is written "1h, 1d" or "[1h, 1d]" where there is only text. */
  static Object listOrText(Config reference, String path, String value) {
    boolean list =
        reference.hasPath(path) && reference.getValue(path).valueType() == ConfigValueType.LIST;
    if (!list) {
      return value;
    }
    String elements = value.strip();
    if (elements.startsWith("[") && elements.endsWith("]")) {
      elements = elements.substring(1, elements.length() - 1);
    }
    return Stream.of(elements.split(",", -1)).map(String::strip).toList();
  }

  private static Config fromFile(Optional<Path> file) {
    Path path = file.orElse(Path.of(DEFAULT_FILE));
    if (!Files.exists(path)) {
      if (file.isPresent()) {
        throw new InvalidSettingsException(
            "the settings file " + path + " does not exist; check --config", null);
      }
      return ConfigFactory.empty();
    }
    if (!Files.isRegularFile(path)) {
      throw new InvalidSettingsException(
          "the settings file " + path + " is not a file; check --config", null);
    }
    return ConfigFactory.parseFile(path.toFile());
  }

  private static Settings of(SettingValues values) {
    return new Settings(
        Path.of(values.matching("data-dir", "(?s).*\\S.*", "give the name of a folder")),
        values.duration("shutdown-limit", Duration.ofSeconds(1)),
        new ServerSettings(
            values.text("http.host"),
            values.port("http.port"),
            values.whole("http.max-body-bytes"),
            values.whole("http.max-batch"),
            values.duration("http.append-timeout"),
            values.whole("http.max-waiting"),
            values.duration("http.after-timeout"),
            values.whole("http.max-connections"),
            values.duration("http.idle-timeout"),
            values
                .optionalText("http.tls.key-store")
                .map(file -> new Tls(Path.of(file), values.text("http.tls.password")))),
        guard(values),
        new PeerSettings(values.optionalText("peers.key"), values.duration("peers.timeout")),
        values.oneOf("log.format", List.of("text", "json")),
        new LiveSettings(
            values.whole("http.live.clients"),
            values.duration("http.live.interval"),
            values.duration("http.live.heartbeat"),
            values.whole("http.live.users")),
        kafka(values),
        new SchemaSettings(
            values.optionalText("schema.registry.url"),
            values.port("schema.registry.port"),
            values.optionalText("serde.class"),
            serdeConfig(values)),
        new TopicSettings(
            values.matching(
                "topics.prefix",
                "(?!g\\d+-)[A-Za-z0-9._-]{0,100}",
                "give at most 100 letters, digits, dots, hyphens and underscores, but not a g with a number and a hyphen first, as generations have it"),
            values.duration("topics.interactions-retention", Duration.ofMinutes(1)),
            values.duration("topics.slates-retention", Duration.ofMinutes(1)),
            values.duration("topics.dead-letters-retention", Duration.ofMinutes(1))),
        streams(values),
        interactionTypes(values.config().getObject("interaction-types")),
        new ProfileSettings(
            values.whole("profile.history"),
            values.whole("profile.seen"),
            values.whole("profile.hidden"),
            values.whole("profile.event-ids"),
            values.whole("cooccurrence.window"),
            values.number("cooccurrence.against"),
            values.number("cooccurrence.backward")),
        new CooccurrenceSettings(
            values.whole("cooccurrence.successors"),
            halfLife("cooccurrence.half-life", values.duration("cooccurrence.half-life")),
            values.whole("cooccurrence.published"),
            values.duration("cooccurrence.publish-interval")),
        new PopularitySettings(
            values.durations("popularity.half-lives").stream()
                .map(duration -> halfLife("popularity.half-lives", duration))
                .toList(),
            values.whole("popularity.listed"),
            values.duration("popularity.publish-interval")),
        recommend(values),
        breaker(values, "collaborative"),
        new EngagementSettings(
            values.number("slates.share"),
            values.whole("slates.kept"),
            values.duration("slates.window"),
            values.whole("slates.values"),
            values.duration("slates.publish-interval")),
        new Presets(
            ScenarioSettings.of(values.config().getObject("scenarios")),
            ExperimentSettings.of(values.config().getObject("experiments"))),
        model(values),
        values.config());
  }

  /** These settings and a few that differ as a settings file, for another process. */
  String toFile(Map<String, ?> different) {
    return ConfigFactory.parseMap(different)
        .withFallback(effective)
        .root()
        .render(ConfigRenderOptions.concise());
  }

  private static GuardSettings guard(SettingValues values) {
    return new GuardSettings(
        KeySettings.keys(values),
        values.optionalText("http.keys.file").map(Path::of),
        values.flag("http.open"),
        values.texts("http.cors.origins"),
        values.whole("http.rate-limit.requests-per-second"),
        values.whole("http.rate-limit.burst"));
  }

  private static ModelSettings model(SettingValues values) {
    return new ModelSettings(
        values.flag("model.enabled"),
        values.matching(
            "model.artifacts",
            "kafka|file:/\\S*/|https?://\\S+",
            "give kafka, or a URL such as file:///mnt/models/ or https://host/models/"),
        values.whole("model.keep", 1, 1_000),
        values.number("model.tolerance", 0, 1),
        values.whole("model.exact-items", 0, Integer.MAX_VALUE),
        values.whole("model.cached-users", 0, 10_000_000),
        breaker(values, "model"),
        new RetrainSettings(
            values.optionalDuration("model.retrain.every", Duration.ofMinutes(1)),
            values.whole("model.retrain.after-interactions", 0, Integer.MAX_VALUE),
            new RetrainRequest.Wishes(
                positive(values.whole("model.retrain.days", 0, 100_000)),
                positive(values.whole("model.retrain.epochs", 0, 100_000)),
                OptionalLong.empty()),
            values.bytes("model.retrain.heap"),
            values.duration("model.retrain.limit", Duration.ofMinutes(1)),
            values.duration("model.retrain.silence", Duration.ofSeconds(10))));
  }

  private static BreakerSettings breaker(SettingValues values, String layer) {
    return new BreakerSettings(
        layer,
        values.duration(layer + ".budget"),
        values.whole(layer + ".breaker.window"),
        values.number(layer + ".breaker.share"),
        values.duration(layer + ".breaker.rest"));
  }

  private static OptionalInt positive(int value) {
    return value > 0 ? OptionalInt.of(value) : OptionalInt.empty();
  }

  private static KafkaSettings kafka(SettingValues values) {
    int replication = values.whole("kafka.replication", -1, Short.MAX_VALUE);
    if (replication == 0) {
      throw new IllegalArgumentException(
          "kafka.replication is 0; give -1 for the brokers' default, or at least 1");
    }
    return new KafkaSettings(
        values.optionalText("kafka.bootstrap.servers"),
        values.text("kafka.host"),
        values.port("kafka.port"),
        values.port("kafka.controller.port"),
        values.whole("kafka.partitions", 1, 10_000),
        (short) replication,
        values.duration("kafka.start-limit", Duration.ofSeconds(1)),
        values.foreign("kafka.client"));
  }

  private static StreamSettings streams(SettingValues values) {
    String name = "[A-Za-z0-9._-]{1,100}";
    String cure = "give 1 to 100 letters, digits, dots, hyphens and underscores";
    return new StreamSettings(
        values.matching("streams.application-id", name, cure),
        values.whole("streams.generation", 1, 1_000_000),
        values.matching("streams.instance-id", name, cure),
        Optional.of(
                values.matching(
                    "streams.advertised-host",
                    "[A-Za-z0-9._:-]{0,253}",
                    "give the name or address of this machine"))
            .filter(host -> !host.isEmpty()),
        threads(
            values.whole("streams.threads", 0, 1_000), values.whole("kafka.partitions", 1, 10_000)),
        values.oneOf("streams.guarantee", List.of("exactly_once_v2", "at_least_once")),
        values.duration("streams.commit-interval", Duration.ofMillis(1)),
        values.bytes("streams.cache-bytes"),
        values.bytes("streams.rocksdb-bytes"),
        values.whole("streams.standbys", -1, 10),
        values.duration("streams.session-timeout", Duration.ofSeconds(6)),
        values.foreign("streams.config"));
  }

  private static int threads(int set, int partitions) {
    return set == 0 ? Math.min(partitions, Runtime.getRuntime().availableProcessors()) : set;
  }

  private static HalfLife halfLife(String setting, Duration duration) {
    try {
      return new HalfLife(duration);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(setting + ": " + e.getMessage(), e);
    }
  }

  private static RecommendSettings recommend(SettingValues values) {
    List<Double> mixture = values.numbers("recommend.half-life-mixture");
    int halfLives = values.durations("popularity.half-lives").size() + 1;
    if (mixture.size() != halfLives) {
      throw new IllegalArgumentException(
          "recommend.half-life-mixture has %d weights; give one for each of popularity.half-lives and one for the total, %d in all"
              .formatted(mixture.size(), halfLives));
    }
    return new RecommendSettings(
        new NeighbourSettings(
            values.whole("recommend.recent"),
            values.number("recommend.shrinkage"),
            values.number("recommend.temperature"),
            values.number("recommend.against"),
            values.numbers("recommend.returns")),
        mixture,
        layers(values),
        values.flag("recommend.learn"),
        new FreshnessBoost(
            values.number("recommend.freshness.most"),
            values.duration("recommend.freshness.until")),
        new Mmr(values.number("recommend.diversity")),
        values.number("recommend.fatigue"));
  }

  /** Confluent's settings that have a place of their own, and the rest. */
  private static Map<String, Object> serdeConfig(SettingValues values) {
    Map<String, Object> serde = new HashMap<>(values.foreign("serde.config"));
    for (String name :
        List.of(
            "auto.register.schemas",
            "use.latest.version",
            "basic.auth.credentials.source",
            "basic.auth.user.info")) {
      values.optionalText(name).ifPresent(value -> serde.put(name, value));
    }
    return Map.copyOf(serde);
  }

  private static Map<Layer, Double> layers(SettingValues values) {
    Map<Layer, Double> layers = new EnumMap<>(Layer.class);
    for (Layer layer : Layer.mixed()) {
      layers.put(layer, values.number("recommend.layers." + layer.label()));
    }
    return layers;
  }

  private static InteractionTypes interactionTypes(ConfigObject object) {
    List<InteractionType> types = new ArrayList<>();
    for (String name : object.keySet().stream().sorted().toList()) {
      // Read by its full path, so that messages name it.
      String path = "interaction-types." + ConfigUtil.quoteString(name);
      SettingValues values = new SettingValues(object.atPath("interaction-types"));
      types.add(
          new InteractionType(
              name,
              values.has(path + ".weight") ? values.number(path + ".weight") : 0,
              values.has(path + ".stance") ? stance(values, path + ".stance") : Stance.FOR,
              values.has(path + ".hides") && values.flag(path + ".hides"),
              values.has(path + ".undoes")
                  ? Optional.of(values.text(path + ".undoes"))
                  : Optional.empty()));
    }
    return new InteractionTypes(types);
  }

  private static Stance stance(SettingValues values, String path) {
    return Stance.valueOf(
        values.oneOf(path, List.of("for", "against", "undo")).toUpperCase(Locale.ROOT));
  }
}
