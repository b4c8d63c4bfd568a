package freshet.app;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import freshet.app.model.ModelSettings;
import freshet.cooccurrence.CooccurrenceSettings;
import freshet.decay.HalfLife;
import freshet.engagement.EngagementSettings;
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

/**
 * Reads each setting as what it is, and refuses what makes no sense, saying which and what to give
 * instead.
 */
final class CheckedSettings {
  private CheckedSettings() {}

  /**
   * All of them.
   *
   * @throws IllegalArgumentException naming the setting that is wrong, and the cure
   * @throws com.typesafe.config.ConfigException if one has a value of another kind
   */
  static Settings of(SettingValues values) {
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
        new Settings.SchemaSettings(
            values.optionalText("schema.registry.url"),
            values.port("schema.registry.port"),
            values.optionalText("serde.class"),
            serdeConfig(values)),
        new Settings.TopicSettings(
            values.matching(
                "topics.prefix",
                "(?!g\\d+-)[A-Za-z0-9._-]{0,100}",
                "give at most 100 letters, digits, dots, hyphens and underscores, but not a g with a number and a hyphen first, as generations have it"),
            values.duration("topics.interactions-retention", Duration.ofMinutes(1)),
            values.duration("topics.slates-retention", Duration.ofMinutes(1)),
            values.duration("topics.dead-letters-retention", Duration.ofMinutes(1))),
        streams(values),
        interactionTypes(values.config().getObject("interaction-types")),
        values.whole("catalogue.most-items", 1, Integer.MAX_VALUE),
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

  private static Settings.KafkaSettings kafka(SettingValues values) {
    int replication = values.whole("kafka.replication", -1, Short.MAX_VALUE);
    if (replication == 0) {
      throw new IllegalArgumentException(
          "kafka.replication is 0; give -1 for the brokers' default, or at least 1");
    }
    return new Settings.KafkaSettings(
        values.optionalText("kafka.bootstrap.servers"),
        values.text("kafka.host"),
        values.port("kafka.port"),
        values.port("kafka.controller.port"),
        values.whole("kafka.partitions", 1, 10_000),
        (short) replication,
        values.duration("kafka.start-limit", Duration.ofSeconds(1)),
        values.foreign("kafka.client"));
  }

  private static Settings.StreamSettings streams(SettingValues values) {
    String name = "[A-Za-z0-9._-]{1,100}";
    String cure = "give 1 to 100 letters, digits, dots, hyphens and underscores";
    return new Settings.StreamSettings(
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
        values.whole("streams.standby-lag", 0, Integer.MAX_VALUE),
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
