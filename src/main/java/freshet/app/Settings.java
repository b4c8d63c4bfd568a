package freshet.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValueFactory;
import freshet.cooccurrence.CooccurrenceSettings;
import freshet.decay.HalfLife;
import freshet.event.InteractionType;
import freshet.event.InteractionType.Stance;
import freshet.event.InteractionTypes;
import freshet.http.ServerSettings;
import freshet.popularity.PopularitySettings;
import freshet.profile.ProfileSettings;
import freshet.recommend.FreshnessBoost;
import freshet.recommend.Layer;
import freshet.recommend.Mmr;
import freshet.recommend.RecommendSettings;
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

/**
 * All settings of a process, checked; `reference.conf` says what each means.
 *
 * @param dataDirectory where everything that must survive a restart is kept
 * @param shutdownLimit what the parts have to end in
 */
public record Settings(
    Path dataDirectory,
    Duration shutdownLimit,
    ServerSettings http,
    KafkaSettings kafka,
    SchemaSettings schema,
    TopicSettings topics,
    StreamSettings streams,
    InteractionTypes interactionTypes,
    ProfileSettings profile,
    CooccurrenceSettings cooccurrence,
    PopularitySettings popularity,
    RecommendSettings recommend) {

  /** Name of the settings file that is read when none is named. */
  public static final String DEFAULT_FILE = "freshet.conf";

  private static final String ROOT = "freshet";

  /**
   * Where Kafka is.
   *
   * @param bootstrapServers empty for the embedded broker
   * @param port of the embedded broker
   * @param partitions of the topics Freshet creates
   * @param replication -1 for the brokers' default
   * @param startLimit how long to wait for Kafka at the start
   * @param client passed to every client
   */
  public record KafkaSettings(
      Optional<String> bootstrapServers,
      int port,
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
      String prefix, Duration interactionsRetention, Duration deadLettersRetention) {}

  /**
   * How the topology runs.
   *
   * @param applicationId without the prefix
   * @param config passed to Kafka Streams
   */
  public record StreamSettings(
      String applicationId,
      String instanceId,
      int threads,
      String guarantee,
      Duration commitInterval,
      long cacheBytes,
      long rocksdbBytes,
      Map<String, Object> config) {}

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
    try {
      Config reference =
          ConfigFactory.parseResources(
              Settings.class.getClassLoader(),
              "reference.conf",
              ConfigParseOptions.defaults().setAllowMissing(false));
      Config effective =
          ConfigFactory.parseMap(options, "options of the command line")
              .withFallback(properties(properties))
              .withFallback(environment(reference, environment))
              .withFallback(fromFile(file))
              .withFallback(reference)
              .resolve();
      return of(effective);
    } catch (ConfigException e) {
      throw new InvalidSettingsException("the settings cannot be read: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingsException("the settings are wrong: " + e.getMessage(), e);
    }
  }

  private static Config properties(Map<String, String> properties) {
    Map<String, String> ours = new HashMap<>();
    properties.forEach(
        (name, value) -> {
          if (name.startsWith(ROOT + ".")) {
            ours.put(name.substring(ROOT.length() + 1), value);
          }
        });
    return ConfigFactory.parseMap(ours, "system properties");
  }

  private static Config environment(Config reference, Map<String, String> environment) {
    Config config = ConfigFactory.empty();
    for (var entry : reference.entrySet()) {
      String path = entry.getKey();
      String name =
          (ROOT + "_" + path).toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
      String value = environment.get(name);
      if (value != null) {
        config =
            config.withValue(path, ConfigValueFactory.fromAnyRef(value, "environment " + name));
      }
    }
    return config;
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
    return ConfigFactory.parseFile(path.toFile());
  }

  private static Settings of(Config config) {
    return new Settings(
        Path.of(config.getString("data-dir")),
        config.getDuration("shutdown-limit"),
        new ServerSettings(
            config.getString("http.host"),
            config.getInt("http.port"),
            config.getInt("http.max-body-bytes"),
            config.getInt("http.max-batch"),
            config.getDuration("http.append-timeout"),
            config.getInt("http.max-waiting")),
        new KafkaSettings(
            text(config, "kafka.bootstrap.servers"),
            port(config, "kafka.port"),
            atLeastOne(config, "kafka.partitions"),
            (short) config.getInt("kafka.replication"),
            config.getDuration("kafka.start-limit"),
            flat(config, "kafka.client")),
        new SchemaSettings(
            text(config, "schema.registry.url"),
            port(config, "schema.registry.port"),
            text(config, "serde.class"),
            flat(config, "serde.config")),
        new TopicSettings(
            config.getString("topics.prefix"),
            config.getDuration("topics.interactions-retention"),
            config.getDuration("topics.dead-letters-retention")),
        new StreamSettings(
            config.getString("streams.application-id"),
            config.getString("streams.instance-id"),
            atLeastOne(config, "streams.threads"),
            config.getString("streams.guarantee"),
            config.getDuration("streams.commit-interval"),
            config.getBytes("streams.cache-bytes"),
            config.getBytes("streams.rocksdb-bytes"),
            flat(config, "streams.config")),
        interactionTypes(config.getObject("interaction-types")),
        new ProfileSettings(
            config.getInt("profile.history"),
            config.getInt("profile.seen"),
            config.getInt("profile.hidden"),
            config.getInt("profile.event-ids"),
            config.getInt("cooccurrence.window"),
            config.getDouble("cooccurrence.against")),
        new CooccurrenceSettings(
            config.getInt("cooccurrence.successors"),
            new HalfLife(config.getDuration("cooccurrence.half-life")),
            config.getInt("cooccurrence.published"),
            config.getDuration("cooccurrence.publish-interval")),
        new PopularitySettings(
            config.getDurationList("popularity.half-lives").stream().map(HalfLife::new).toList(),
            config.getInt("popularity.listed"),
            config.getDuration("popularity.publish-interval")),
        new RecommendSettings(
            config.getInt("recommend.recent"),
            config.getDouble("recommend.shrinkage"),
            config.getDoubleList("recommend.half-life-mixture"),
            layers(config),
            new FreshnessBoost(
                config.getDouble("recommend.freshness.most"),
                config.getDuration("recommend.freshness.until")),
            new Mmr(config.getDouble("recommend.diversity"))));
  }

  private static Optional<String> text(Config config, String path) {
    return Optional.of(config.getString(path)).filter(value -> !value.isBlank());
  }

  private static int port(Config config, String path) {
    int port = config.getInt(path);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(path + " is " + port + "; give 0 to 65535");
    }
    return port;
  }

  private static int atLeastOne(Config config, String path) {
    int value = config.getInt(path);
    if (value < 1) {
      throw new IllegalArgumentException(path + " is " + value + "; give at least 1");
    }
    return value;
  }

  /** A block of foreign settings, with dots in their names again. */
  private static Map<String, Object> flat(Config config, String path) {
    Map<String, Object> flat = new HashMap<>();
    config
        .getConfig(path)
        .entrySet()
        .forEach(
            entry ->
                flat.put(
                    entry.getKey().replace("\"", ""),
                    String.valueOf(entry.getValue().unwrapped())));
    return Map.copyOf(flat);
  }

  private static Map<Layer, Double> layers(Config config) {
    Map<Layer, Double> layers = new EnumMap<>(Layer.class);
    for (Layer layer : Layer.values()) {
      layers.put(layer, config.getDouble("recommend.layers." + layer.label()));
    }
    return layers;
  }

  private static InteractionTypes interactionTypes(ConfigObject object) {
    List<InteractionType> types = new ArrayList<>();
    for (String name : object.keySet().stream().sorted().toList()) {
      Config type = object.toConfig().getConfig(name);
      types.add(
          new InteractionType(
              name,
              type.hasPath("weight") ? type.getDouble("weight") : 0,
              type.hasPath("stance") ? stance(name, type.getString("stance")) : Stance.FOR,
              type.hasPath("hides") && type.getBoolean("hides"),
              type.hasPath("undoes") ? Optional.of(type.getString("undoes")) : Optional.empty()));
    }
    return new InteractionTypes(types);
  }

  private static Stance stance(String type, String name) {
    for (Stance stance : Stance.values()) {
      if (stance.name().equalsIgnoreCase(name)) {
        return stance;
      }
    }
    throw new IllegalArgumentException(
        "interaction-types.%s.stance is \"%s\"; give for, against or undo".formatted(type, name));
  }
}
