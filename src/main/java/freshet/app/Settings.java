package freshet.app;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import freshet.app.model.ModelSettings;
import freshet.cooccurrence.CooccurrenceSettings;
import freshet.engagement.EngagementSettings;
import freshet.evaluate.ReplaySettings;
import freshet.event.InteractionTypes;
import freshet.http.ServerSettings;
import freshet.http.guard.GuardSettings;
import freshet.http.live.LiveSettings;
import freshet.model.scoring.BreakerSettings;
import freshet.popularity.PopularitySettings;
import freshet.profile.ProfileSettings;
import freshet.query.peer.PeerSettings;
import freshet.recommend.Presets;
import freshet.recommend.RecommendSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * All settings of a process, checked; `reference.conf` says what each means.
 *
 * @param dataDirectory where everything that must survive a restart is kept
 * @param shutdownLimit what the parts have to end in
 * @param logFormat text or json
 * @param mostItems of the catalogue
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
    int mostItems,
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
    return CheckedSettings.of(
        new SettingValues(
            effective.withValue("streams.generation", ConfigValueFactory.fromAnyRef(generation))));
  }

  /** Name of the settings file that is read when none is named. */
  public static final String DEFAULT_FILE = "freshet.conf";

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
   * @param standbyLag records that a standby may lack and still answer
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
      int standbyLag,
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
    return CheckedSettings.of(new SettingValues(SettingSources.reference()));
  }

  /**
   * The reference with a few settings that differ, whatever lies around.
   *
   * @param different values by setting
   */
  static Settings with(Map<String, String> different) {
    return checked(() -> SettingSources.with(different));
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
    return checked(() -> SettingSources.effective(file, environment, properties, options));
  }

  private static Settings checked(Supplier<Config> settings) {
    try {
      Config effective = settings.get();
      UnknownSettings.refuse(effective.root(), SettingSources.reference().root());
      return CheckedSettings.of(new SettingValues(effective));
    } catch (ConfigException e) {
      throw new InvalidSettingsException("the settings cannot be read: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingsException("the settings are wrong: " + e.getMessage(), e);
    }
  }

  /** These settings and a few that differ as a settings file, for another process. */
  String toFile(Map<String, ?> different) {
    return toFile(different, effective);
  }

  /** The same without what is meant for the site's own brokers, for a process that uses others. */
  String toFileForOtherBrokers(Map<String, ?> different) {
    return toFile(different, effective.withoutPath("kafka.client"));
  }

  private static String toFile(Map<String, ?> different, Config rest) {
    return ConfigFactory.parseMap(different)
        .withFallback(rest)
        .root()
        .render(ConfigRenderOptions.concise());
  }
}
