package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import freshet.decay.HalfLife;
import freshet.event.ContentType;
import freshet.event.InteractionType;
import freshet.event.InteractionTypes;
import freshet.http.guard.ApiKey;
import freshet.http.guard.Right;
import freshet.model.release.retrain.RetrainRequest;
import freshet.recommend.Layer;
import freshet.recommend.Presets;
import freshet.recommend.Scenario;
import freshet.recommend.experiment.Experiment;
import freshet.recommend.experiment.Variant;
import freshet.recommend.filter.Boost;
import freshet.recommend.filter.Filter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {
  @TempDir private Path folder;

  @Test
  void without_anything_set_the_defaults_run_the_whole_system_on_one_machine() throws IOException {
    Settings settings = fromFile("");

    assertThat(settings.kafka().bootstrapServers()).isEmpty();
    assertThat(settings.schema().registryUrl()).isEmpty();
    assertThat(settings.schema().serdeClass()).isEmpty();
    assertThat(settings.http().port()).isEqualTo(7070);
    assertThat(settings.dataDirectory()).isEqualTo(Path.of("data"));
    assertThat(settings.interactionTypes().names())
        .isEqualTo("bookmark, dislike, like, play, undo-bookmark, undo-dislike, undo-like, view");
  }

  @Test
  void the_types_that_are_built_in_are_those_of_the_defaults() throws IOException {
    assertThat(fromFile("").interactionTypes().all())
        .containsExactlyInAnyOrderElementsOf(InteractionTypes.builtIn().all());
  }

  /** Settings that were in the reference but that nobody reads could be given any value. */
  @ParameterizedTest
  @MethodSource("everySetting")
  void a_setting_that_makes_no_sense_is_refused_by_name(String setting, String nonsense) {
    assertThatThrownBy(() -> fromFile(setting + " = " + nonsense))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining(setting.replace("\"", ""))
        .message()
        .contains("give")
        .doesNotContain("\n");
  }

  /** All that are not free text, with a value none of them can have. */
  static Stream<String[]> everySetting() {
    List<String> freeText =
        List.of(
            "data-dir",
            "http.host",
            "http.keys.file",
            "http.tls.password",
            "kafka.host",
            "kafka.bootstrap.servers",
            "schema.registry.url",
            "serde.class",
            "auto.register.schemas",
            "use.latest.version",
            "basic.auth.credentials.source",
            "basic.auth.user.info");
    return reference().entrySet().stream()
        .map(Map.Entry::getKey)
        .filter(setting -> !freeText.contains(setting))
        .filter(setting -> !setting.endsWith(".undoes"))
        .sorted()
        .map(setting -> new String[] {setting, "\"non sense\""});
  }

  @Test
  void free_texts_are_read_where_they_belong() throws IOException {
    Settings settings =
        fromFile(
            """
            data-dir = /var/lib/freshet
            http.host = 0.0.0.0
            kafka.host = "::1"
            kafka.bootstrap.servers = "one:9092,two:9092"
            schema.registry.url = "http://registry:8081"
            serde.class = io.confluent.kafka.streams.serdes.avro.SpecificAvroSerde
            auto.register.schemas = false
            use.latest.version = true
            basic.auth.credentials.source = USER_INFO
            basic.auth.user.info = "ada:secret"
            """);

    assertThat(settings.dataDirectory()).isEqualTo(Path.of("/var/lib/freshet"));
    assertThat(settings.http().host()).isEqualTo("0.0.0.0");
    assertThat(settings.kafka().host()).isEqualTo("::1");
    assertThat(settings.kafka().bootstrapServers()).contains("one:9092,two:9092");
    assertThat(settings.schema().registryUrl()).contains("http://registry:8081");
    assertThat(settings.schema().serdeClass())
        .contains("io.confluent.kafka.streams.serdes.avro.SpecificAvroSerde");
    assertThat(settings.schema().serdeConfig())
        .containsOnly(
            Map.entry("auto.register.schemas", "false"),
            Map.entry("use.latest.version", "true"),
            Map.entry("basic.auth.credentials.source", "USER_INFO"),
            Map.entry("basic.auth.user.info", "ada:secret"));
  }

  @Test
  void keys_are_read_by_name_and_one_under_several_rights_has_them_all() throws IOException {
    String hash = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";
    assertThat(fromFile("").guard().needsKeys()).isFalse();

    Settings settings =
        fromFile(
            """
            http.keys { read = ["site=%1$s"], write = ["site=%1$s"], file = /run/secrets/keys }
            http.cors.origins = ["https://shop.example"]
            """
                .formatted(hash));

    assertThat(settings.guard().needsKeys()).isTrue();
    assertThat(settings.guard().keyFile()).contains(Path.of("/run/secrets/keys"));
    assertThat(settings.guard().origins()).containsExactly("https://shop.example");
    ApiKey key = settings.guard().keys().find("secret").orElseThrow();
    assertThat(key.name()).isEqualTo("site");
    assertThat(key.may(Right.READ) && key.may(Right.WRITE)).isTrue();
    assertThat(key.may(Right.ADMIN)).isFalse();
  }

  @Test
  void a_key_that_somebody_forgot_to_hash_is_not_repeated() {
    for (String entry : List.of("topsecret", "site=topsecret", "top secret=1")) {
      assertThatThrownBy(() -> fromFile("http.keys.read = [\"%s\"]".formatted(entry)))
          .isInstanceOf(InvalidSettingsException.class)
          .hasMessageContaining("http.keys.read")
          .message()
          .doesNotContain("topsecret");
    }
  }

  @Test
  void listening_beyond_this_machine_without_a_key_is_refused_unless_it_is_meant()
      throws IOException {
    assertThatThrownBy(() -> Exposure.check(fromFile("http.host = 0.0.0.0")))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage(
            "http.host is 0.0.0.0, where others can reach this server, and no key is needed; give keys under http.keys, or set http.open = true where something before it guards it");
    assertThatThrownBy(() -> Exposure.check(fromFile("http.host = \"::\"")))
        .isInstanceOf(InvalidSettingsException.class);

    Exposure.check(fromFile(""));
    Exposure.check(fromFile("http.host = localhost"));
    Exposure.check(fromFile("http.host = \"::1\""));
    Exposure.check(fromFile("http { host = 0.0.0.0, open = true }"));
    Exposure.check(fromFile("http { host = 0.0.0.0, keys.file = keys }"));
  }

  @Test
  void when_models_are_trained_is_read() throws IOException {
    assertThat(fromFile("").model().retrain().every()).isEmpty();
    assertThat(fromFile("").model().retrain().wishes()).isEqualTo(RetrainRequest.Wishes.NONE);

    Settings settings =
        fromFile(
            """
            model.artifacts = "file:///mnt/models/"
            model.retrain { every = 24h, after-interactions = 5000, days = 30, epochs = 9 }
            """);

    assertThat(settings.model().artifacts()).isEqualTo("file:///mnt/models/");
    assertThat(settings.model().retrain().every()).contains(Duration.ofDays(1));
    assertThat(settings.model().retrain().afterInteractions()).isEqualTo(5000);
    assertThat(settings.model().retrain().wishes().days()).hasValue(30);
    assertThat(settings.model().retrain().wishes().epochs()).hasValue(9);
  }

  @Test
  void a_child_process_gets_the_same_settings_in_a_file_but_for_a_few() throws IOException {
    Settings settings =
        fromFile(
            """
            topics.prefix = "a-"
            kafka.client { "ssl.key" = x, sasl.mechanism = PLAIN }
            interaction-types.comment.weight = 3
            """);
    Path file = folder.resolve("child.conf");
    Files.writeString(file, settings.toFile(Map.of("kafka.bootstrap.servers", "here:1")));

    Settings child = Settings.load(Optional.of(file), Map.of(), Map.of(), Map.of());

    assertThat(child.kafka().bootstrapServers()).contains("here:1");
    assertThat(child.kafka().client()).isEqualTo(settings.kafka().client());
    assertThat(child.topics()).isEqualTo(settings.topics());
    assertThat(child.interactionTypes().all())
        .containsExactlyInAnyOrderElementsOf(settings.interactionTypes().all());
  }

  @Test
  void a_child_process_with_brokers_of_its_own_gets_nothing_of_what_is_meant_for_the_site_s()
      throws IOException {
    String client = "kafka.client { security.protocol = SSL }";
    Settings settings = fromFile(client + "\ntopics.prefix = \"a-\"");
    Settings child =
        fromFile(settings.toFileForOtherBrokers(Map.of("kafka.bootstrap.servers", "here:1")));

    assertThat(child.kafka().bootstrapServers()).contains("here:1");
    assertThat(child.kafka().client()).isEmpty();
    assertThat(child.topics()).isEqualTo(settings.topics());
  }

  @Test
  void foreign_settings_pass_as_they_stand() throws IOException {
    Settings settings =
        fromFile(
            """
            kafka.client { security.protocol = SASL_SSL, sasl { mechanism = PLAIN } }
            kafka.client { "ssl.key" = a, "ssl.key.password" = b }
            serde.config { normalize.schemas = true }
            streams.config { num.standby.replicas = 1 }
            """);

    assertThat(settings.kafka().client())
        .containsOnly(
            Map.entry("security.protocol", "SASL_SSL"),
            Map.entry("sasl.mechanism", "PLAIN"),
            Map.entry("ssl.key", "a"),
            Map.entry("ssl.key.password", "b"));
    assertThat(settings.schema().serdeConfig())
        .containsOnly(Map.entry("normalize.schemas", "true"));
    assertThat(settings.streams().config()).containsOnly(Map.entry("num.standby.replicas", "1"));
  }

  @ParameterizedTest
  @CsvSource({
    "http.prot = 7070,                        http.prot,                     http.port",
    "port = 7070,                             port,                          http.port",
    "'cooccurrence { windows = 5 }',          cooccurrence.windows,          cooccurrence.window",
    "'recommend.layers { contents = 1 }',     recommend.layers.contents, recommend.layers.content",
    "kafka.bootstrap-servers = \"a:1\",       kafka.bootstrap-servers,   kafka.bootstrap.servers",
    "http.port.number = 1,                    http.port.number,              http.port",
    "'interaction-types.view { wait = 1 }',   interaction-types.view.wait,   weight",
    "'scenarios.mail { boost = [] }',          scenarios.mail.boost,          boosts",
  })
  void an_unknown_setting_is_named_with_its_place_and_the_nearest_known_one(
      String text, String unknown, String nearest) {
    assertThatThrownBy(() -> fromFile(text))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageStartingWith("there is no setting " + unknown + " (")
        .hasMessageContaining("freshet.conf: 1")
        .hasMessageContaining("the nearest is " + nearest);
  }

  @Test
  void an_unknown_system_property_of_ours_is_refused_and_those_of_others_are_not() {
    assertThatThrownBy(
            () ->
                Settings.load(
                    Optional.empty(), Map.of(), Map.of("freshet.http.prot", "1"), Map.of()))
        .hasMessageContaining("http.prot (system property freshet.http.prot)");

    assertThat(Settings.load(Optional.empty(), Map.of(), Map.of("java.io.tmpdir", "x"), Map.of()))
        .isNotNull();
  }

  @Test
  void other_variables_that_begin_like_ours_are_left_alone() {
    Map<String, String> environment =
        Map.of("FRESHET_JAVA_OPTS", "-Xmx2g", "FRESHET_PORT_7070_TCP", "tcp://10.0.0.1:7070");

    assertThat(Settings.load(Optional.empty(), environment, Map.of(), Map.of())).isNotNull();
  }

  @Test
  void a_block_given_as_a_value_is_one_sentence() {
    assertThatThrownBy(() -> fromFile("http = 7070"))
        .hasMessageContaining("http is 7070")
        .hasMessageContaining("it is a block, give http { … }");
  }

  @Test
  void a_file_that_is_no_hocon_is_one_sentence_with_the_line() {
    assertThatThrownBy(() -> fromFile("http {\n port = 7070\n"))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("freshet.conf: 3");
  }

  @Test
  void a_file_that_is_named_and_missing_is_one_sentence() {
    Optional<Path> missing = Optional.of(folder.resolve("nowhere.conf"));

    assertThatThrownBy(() -> Settings.load(missing, Map.of(), Map.of(), Map.of()))
        .hasMessageContaining("nowhere.conf does not exist")
        .hasMessageContaining("--config");
  }

  @Test
  void options_win_over_properties_over_environment_over_the_file_over_the_reference()
      throws IOException {
    Optional<Path> file = Optional.of(write("http.port = 1"));
    Map<String, String> environment = Map.of("FRESHET_HTTP_PORT", "2");
    Map<String, String> properties = Map.of("freshet.http.port", "3");
    Map<String, ?> options = Map.of("http.port", 4);

    assertThat(port(Optional.of(write("")), Map.of(), Map.of(), Map.of())).isEqualTo(7070);
    assertThat(port(file, Map.of(), Map.of(), Map.of())).isEqualTo(1);
    assertThat(port(file, environment, Map.of(), Map.of())).isEqualTo(2);
    assertThat(port(file, environment, properties, Map.of())).isEqualTo(3);
    assertThat(port(file, environment, properties, options)).isEqualTo(4);
  }

  @Test
  void every_setting_has_its_own_name_in_the_environment() {
    List<String> names =
        reference().entrySet().stream().map(entry -> environmentName(entry.getKey())).toList();

    assertThat(new TreeSet<>(names)).hasSameSizeAs(names);
    assertThat(names.stream().map(name -> name + "_FILE")).doesNotContainAnyElementsOf(names);
  }

  @ParameterizedTest
  @CsvSource({
    "FRESHET_KAFKA_BOOTSTRAP_SERVERS, kafka:9092",
    "FRESHET_SCHEMA_REGISTRY_URL,     http://registry:8081",
    "FRESHET_STREAMS_INSTANCE_ID,     seven",
  })
  void settings_are_read_from_the_environment(String name, String value) {
    Settings settings = Settings.load(Optional.empty(), Map.of(name, value), Map.of(), Map.of());

    assertThat(
            List.of(
                settings.kafka().bootstrapServers().orElse(""),
                settings.schema().registryUrl().orElse(""),
                settings.streams().instanceId()))
        .contains(value);
  }

  @Test
  void a_variable_that_ends_in_file_names_a_file_with_the_value() throws IOException {
    Path secret = Files.writeString(folder.resolve("registry"), "ada:top secret\n");
    Path jaas = Files.writeString(folder.resolve("jaas"), "line one\nline two");

    Settings settings =
        fromEnvironment(
            Map.of(
                "FRESHET_BASIC_AUTH_USER_INFO_FILE", secret.toString(),
                "FRESHET_KAFKA_CLIENT_SASL_JAAS_CONFIG_FILE", jaas.toString(),
                "FRESHET_HTTP_PORT_FILE", ""));

    assertThat(settings.schema().serdeConfig())
        .containsEntry("basic.auth.user.info", "ada:top secret");
    assertThat(settings.kafka().client())
        .containsExactly(Map.entry("sasl.jaas.config", "line one\nline two"));
    assertThat(settings.http().port()).isEqualTo(7070);
  }

  @Test
  void a_file_of_a_secret_that_cannot_be_read_or_is_one_too_many_is_one_sentence() {
    String nowhere = folder.resolve("nowhere").toString();

    assertThatThrownBy(() -> fromEnvironment(Map.of("FRESHET_BASIC_AUTH_USER_INFO_FILE", nowhere)))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage(
            "FRESHET_BASIC_AUTH_USER_INFO_FILE names %s, which cannot be read; check that it is there, is text and who may read it"
                .formatted(nowhere));
    assertThatThrownBy(
            () ->
                fromEnvironment(
                    Map.of(
                        "FRESHET_BASIC_AUTH_USER_INFO",
                        "ada:topsecret",
                        "FRESHET_BASIC_AUTH_USER_INFO_FILE",
                        nowhere)))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessage(
            "basic.auth.user.info is given twice, by FRESHET_BASIC_AUTH_USER_INFO and by FRESHET_BASIC_AUTH_USER_INFO_FILE; keep one of them");
  }

  @Test
  void what_is_passed_on_as_it_stands_can_come_from_the_environment_and_wins_over_the_file()
      throws IOException {
    Optional<Path> file =
        Optional.of(write("kafka.client { security.protocol = SSL, client.id = site }"));
    Map<String, String> environment =
        Map.of(
            "FRESHET_KAFKA_CLIENT_SECURITY_PROTOCOL", "SASL_SSL",
            "FRESHET_SERDE_CONFIG_NORMALIZE_SCHEMAS", "true",
            "FRESHET_STREAMS_CONFIG_NUM_STANDBY_REPLICAS", "1",
            "FRESHET_KAFKA_CLIENT_", "nobody's");

    Settings settings = Settings.load(file, environment, Map.of(), Map.of());

    assertThat(settings.kafka().client())
        .containsOnly(Map.entry("security.protocol", "SASL_SSL"), Map.entry("client.id", "site"));
    assertThat(settings.schema().serdeConfig())
        .containsOnly(Map.entry("normalize.schemas", "true"));
    assertThat(settings.streams().config()).containsOnly(Map.entry("num.standby.replicas", "1"));
  }

  @Test
  void a_key_that_stands_where_a_list_belongs_is_not_repeated() {
    assertThatThrownBy(() -> fromFile("http.keys.read = topsecret"))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("http.keys.read")
        .message()
        .doesNotContain("topsecret");
    assertThatThrownBy(() -> fromFile("kafka.client = topsecret"))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("it is a block, give kafka.client {")
        .message()
        .doesNotContain("topsecret");
  }

  private static Settings fromEnvironment(Map<String, String> environment) {
    return Settings.load(Optional.empty(), environment, Map.of(), Map.of());
  }

  @Test
  void stream_threads_are_as_set_or_one_per_processor_and_at_most_one_per_partition() {
    assertThat(Settings.load(Optional.empty(), Map.of(), Map.of(), Map.of()).streams().threads())
        .isEqualTo(Math.min(4, Runtime.getRuntime().availableProcessors()));
    Map<String, String> few = Map.of("FRESHET_KAFKA_PARTITIONS", "1");
    assertThat(Settings.load(Optional.empty(), few, Map.of(), Map.of()).streams().threads())
        .isEqualTo(1);
    Map<String, String> set = Map.of("FRESHET_STREAMS_THREADS", "7");
    assertThat(Settings.load(Optional.empty(), set, Map.of(), Map.of()).streams().threads())
        .isEqualTo(7);
  }

  @Test
  void lists_can_be_written_where_there_is_only_text() {
    Map<String, String> environment = Map.of("FRESHET_POPULARITY_HALF_LIVES", "30m, 2d");
    Map<String, String> properties = Map.of("freshet.recommend.half-life-mixture", "[2, 1, 1]");

    Settings settings = Settings.load(Optional.empty(), environment, properties, Map.of());

    assertThat(settings.popularity().halfLives())
        .containsExactly(
            new HalfLife(Duration.ofMinutes(30)), new HalfLife(Duration.ofDays(2)), HalfLife.NEVER);
    assertThat(settings.recommend().halfLifeMixture()).containsExactly(0.5, 0.25, 0.25);
  }

  @Test
  void a_wrong_value_is_said_with_the_place_it_was_set_and_the_cure() {
    assertThatThrownBy(
            () ->
                Settings.load(
                    Optional.empty(), Map.of("FRESHET_HTTP_PORT", "http"), Map.of(), Map.of()))
        .hasMessageContaining("http.port is \"http\" (environment FRESHET_HTTP_PORT)")
        .hasMessageContaining("give a whole number from 0 to 65535");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http.port = 65536                          | http.port is 65536",
        "http.max-batch = 0                         | http.max-batch is 0; give at least 1",
        "kafka.replication = 0                      | kafka.replication is 0; give -1",
        "kafka.partitions = 0                       | kafka.partitions is 0",
        "kafka.start-limit = 0s                     | kafka.start-limit",
        "streams.guarantee = exactly_once           | give exactly_once_v2 or at_least_once",
        "topics.prefix = \"a b\"                    | topics.prefix",
        "profile.history = 1                        | profile.history is 1; give 10 to",
        "cooccurrence.half-life = 1s                | cooccurrence.half-life: half-life PT1S",
        "popularity.half-lives = [1s]               | popularity.half-lives: half-life PT1S",
        "popularity.half-lives = [1h]               | recommend.half-life-mixture has 4 weights",
        "recommend.half-life-mixture = [0, 0, 0, 0] | not all 0",
        "recommend.diversity = 1.5                  | recommend.diversity is 1.5; give 0 to 1",
        "interaction-types.view.stance = pro        | give for or against or undo",
        "interaction-types.view.weight = -1         | has weight -1.0; give 0 to 100",
        "interaction-types.Comment.weight = 1       | use lower-case words joined by hyphens",
        "interaction-types.undo-x.stance = undo     | must name what it undoes",
        "interaction-types.no.weight = \"much\"     | interaction-types.no.weight is \"much\"",
        "scenarios.Mail.k = 1                       | use lower-case words joined by hyphens",
        "scenarios.mail.k = 0                       | scenarios.mail.k is 0; give 1 to 200",
        "scenarios.mail.k = some                    | scenarios.mail.k is \"some\"",
        "scenarios.mail.filter = \"tag = jazz\"      | scenarios.mail.filter cannot be read at character 7",
        "scenarios.mail.boosts = [available]        | scenarios.mail.boosts cannot be read at character 10",
        "scenarios.mail.boosts = 1                  | scenarios.mail.boosts is 1",
        "scenarios.mail.diversity = 2               | scenarios.mail.diversity is 2.0; give 0 to 1",
        "scenarios.mail = 2                         | it is a block, give scenarios.mail {",
      })
  void a_value_out_of_range_is_said_with_the_cure(String text, String message) {
    assertThatThrownBy(() -> fromFile(text))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining(message);
  }

  @Test
  void a_site_adds_an_interaction_type_beside_the_built_in_ones() throws IOException {
    Settings settings =
        fromFile(
            """
            interaction-types {
              comment { weight = 3 }
              block   { weight = 1, stance = against, hides = true }
              unblock { stance = undo, undoes = block }
              view    { weight = 0.5 }
            }
            """);

    assertThat(settings.interactionTypes().find("comment"))
        .contains(InteractionType.speaksFor("comment", 3));
    assertThat(settings.interactionTypes().find("block"))
        .contains(InteractionType.speaksAgainst("block", 1));
    assertThat(settings.interactionTypes().find("unblock").flatMap(InteractionType::undoes))
        .contains("block");
    assertThat(settings.interactionTypes().find("view").map(InteractionType::weight)).contains(0.5);
    assertThat(settings.interactionTypes().find("like")).isPresent();
  }

  @Test
  void a_site_defines_scenarios() throws IOException {
    Settings settings =
        fromFile(
            """
            scenarios {
              dashboard {
                k = 6, type = blog-post, tag = jazz, category = new
                filter = "age < 30d", boosts = ["tag = \\"live\\": 2", "available: 1.5"]
                diversity = 0.3, freshness = 1, fatigue = 0.2
              }
              mail {}
            }
            """);

    assertThat(settings.presets().scenarios().named("dashboard"))
        .isEqualTo(
            new Scenario(
                OptionalInt.of(6),
                Optional.of(new ContentType("blog-post")),
                Optional.of("jazz"),
                Optional.of("new"),
                Optional.of(Filter.parse("filter", "age < 30d")),
                List.of(
                    Boost.parse("boosts", "tag = \"live\": 2"),
                    Boost.parse("boosts", "available: 1.5")),
                OptionalDouble.of(0.3),
                OptionalDouble.of(1),
                OptionalDouble.of(0.2)));
    assertThat(settings.presets().scenarios().named("mail")).isEqualTo(Scenario.NONE);
    assertThat(Settings.defaults().presets()).isEqualTo(Presets.NONE);
  }

  @Test
  void a_site_runs_experiments_whose_variants_say_what_a_scenario_may() throws IOException {
    Settings settings =
        fromFile(
            """
            experiments {
              order { share = 0.5, control = now, variants {
                now {}
                more { weight = 3, diversity = 0.4, fatigue = 0.1 }
              } }
              length { variants { long { k = 20 }, short { k = 5 } } }
            }
            slates { share = 0.25, kept = 10 }
            """);

    Experiment order = settings.presets().experiments().byName().get("order");
    assertThat(order.share()).isEqualTo(0.5);
    assertThat(order.control()).isEqualTo("now");
    assertThat(order.variants().get("now")).isEqualTo(new Variant(1, Scenario.NONE));
    assertThat(order.variants().get("more").weight()).isEqualTo(3);
    assertThat(order.variants().get("more").settings().diversity()).hasValue(0.4);
    assertThat(order.variants().get("more").settings().fatigue()).hasValue(0.1);
    Experiment length = settings.presets().experiments().byName().get("length");
    assertThat(length.share()).isEqualTo(1);
    assertThat(length.control()).isEqualTo("long");
    assertThat(settings.slates().share()).isEqualTo(0.25);
    assertThat(settings.slates().kept()).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          experiments.x.variants { a {}, b { diversity = 2 } } | experiments.x.variants.b.diversity is 2.0; give 0 to 1
          experiments.x.variants { a {} } | experiments.x.variants has 1; give two at least
          experiments.x { share = 2, variants { a {}, b {} } } | experiments.x.share is 2.0; give 0 to 1
          experiments.x { control = c, variants { a {}, b {} } } | experiments.x.control is "c", which is no variant; give one of a, b
          experiments.x.variants { a { weight = 0 }, b {} } | experiments.x.variants.a.weight is 0.0; give a number above 0
          experiments.X.variants { a {}, b {} } | experiment "X" has a bad name
          experiments.x.variants { "a/b" {}, b {} } | variant "a/b" has a bad name
          experiments.x { shares = 1 } | there is no setting experiments.x.shares
          experiments.x.variants { a { divresity = 1 }, b {} } | there is no setting experiments.x.variants.a.divresity
          experiments.x.variants = 3 | it is a block
          experiments { x.variants { a {}, b { k = 3 } }, y.variants { a {}, b { k = 4 } } } | experiments.x and experiments.y both set k
          """)
  void an_experiment_that_makes_no_sense_is_refused_in_one_sentence(String text, String why) {
    assertThatThrownBy(() -> fromFile(text))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining(why);
  }

  @Test
  void the_layers_of_the_reference_are_those_that_exist() {
    assertThat(reference().getObject("recommend.layers").keySet())
        .containsExactlyInAnyOrder(Layer.mixed().stream().map(Layer::label).toArray(String[]::new));
  }

  private static int port(
      Optional<Path> file,
      Map<String, String> environment,
      Map<String, String> properties,
      Map<String, ?> options) {
    return Settings.load(file, environment, properties, options).http().port();
  }

  private static Config reference() {
    return ConfigFactory.parseResources("reference.conf");
  }

  private static String environmentName(String setting) {
    return "FRESHET_" + setting.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  private Settings fromFile(String text) throws IOException {
    return Settings.load(Optional.of(write(text)), Map.of(), Map.of(), Map.of());
  }

  private Path write(String text) throws IOException {
    return Files.writeString(Files.createTempDirectory(folder, "s").resolve("freshet.conf"), text);
  }
}
