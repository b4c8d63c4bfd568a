package freshet;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import freshet.http.description.Description;
import freshet.http.exchange.Endpoint;
import freshet.stream.CombiningStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which room may know which, and what else is never done; the law of the house. */
class LayeringTest {
  private static final String[] STATE_ROOMS = {
    "catalog", "profile", "popularity", "cooccurrence", "mixture", "engagement"
  };

  private static JavaClasses house;

  @BeforeAll
  static void look() {
    house =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("freshet");
  }

  @Test
  void words_know_the_jdk_only() {
    hold(
        roomOnlyDependsOn("event", "java..")
            .because("everything else speaks these words, and nothing must come with them"));
  }

  @Test
  void the_mathematics_of_decay_knows_the_jdk_only() {
    hold(roomOnlyDependsOn("decay", "java..").because("it is true of any weight"));
  }

  @Test
  void the_stream_knows_no_domain_word() {
    hold(roomOnlyKnows("stream").because("a topic and a store are values whatever they carry"));
  }

  @Test
  void the_registry_knows_no_domain_word() {
    hold(roomOnlyKnows("registry").because("it keeps the schemas of any program"));
  }

  @Test
  void the_broker_knows_nobody() {
    hold(roomOnlyKnows("broker").because("it is a Kafka like any other"));
  }

  @Test
  void queries_know_the_stream() {
    hold(roomOnlyKnows("query", "stream").because("they read stores whatever these hold"));
  }

  @Test
  void recommending_is_pure() {
    hold(
        roomOnlyDependsOn("recommend", "java..", "freshet.event..", "freshet.decay..")
            .because(
                "the same code recommends in production, in tests and in evaluations, and knows"
                    + " neither Kafka nor HTTP nor JSON"));
    hold(
        noClasses()
            .that()
            .resideInAPackage("freshet.recommend..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net..", "java.sql..", "java.nio.file..")
            .because("what it needs is handed to it"));
  }

  @Test
  void the_way_in_knows_the_words_and_the_stream() {
    hold(
        roomOnlyKnows("ingest", "avro", "event", "stream")
            .because("it judges events before any state is touched"));
  }

  @Test
  void a_state_room_knows_no_other_state_room() {
    for (String room : STATE_ROOMS) {
      String[] others =
          Stream.of(STATE_ROOMS).filter(other -> !other.equals(room)).toArray(String[]::new);
      hold(
          roomDoesNotKnow(room, others)
              .because("they meet through a topic or as candidate sources, never in code"));
      hold(
          roomOnlyKnows(room, "avro", "event", "decay", "stream", "query", "recommend", "ingest")
              .because("a state room holds both sides of its state and nothing above it"));
    }
  }

  @Test
  void the_topology_joins_rooms_and_knows_nothing_above_them() {
    hold(
        roomOnlyKnows(
                "topology",
                "stream",
                "ingest",
                "event",
                "catalog",
                "profile",
                "cooccurrence",
                "popularity",
                "mixture",
                "engagement")
            .because("it is a list of parts"));
  }

  @Test
  void http_translates_and_does_not_know_how_state_is_kept() {
    hold(
        roomOnlyKnows("http", "recommend", "query", "event", "decay", "registry")
            .because("an endpoint speaks to interfaces; what stands behind them is wired in app"));
  }

  @Test
  void what_is_measured_is_counted_in_one_room() {
    hold(
        roomOnlyKnows("observe", "event", "decay", "recommend", "ingest")
            .because("it stands around layers and stream, and knows how neither works"));
    hold(
        noClasses()
            .that()
            .resideOutsideOfPackages(in("observe", "app"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micrometer..")
            .because("rooms say what happens; how it is counted is told in one place"));
    hold(
        noClasses()
            .that()
            .resideOutsideOfPackages(in("observe", "app"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("freshet.observe..")
            .because("what is watched does not know that it is"));
  }

  @Test
  void replay_turns_files_into_events() {
    hold(roomOnlyKnows("replay", "event").because("it sends to whoever takes events"));
  }

  @Test
  void the_generated_audience_is_an_outsider() {
    hold(
        roomOnlyDependsOn("simulate", "java..", "freshet.event..")
            .because("a reader does not know how recommendations are made"));
  }

  @Test
  void evaluation_runs_the_same_aggregates_without_kafka_and_http() {
    hold(
        roomOnlyDependsOn(
                "evaluate",
                "java..",
                "freshet.event..",
                "freshet.decay..",
                "freshet.recommend..",
                "freshet.catalog..",
                "freshet.profile..",
                "freshet.cooccurrence..",
                "freshet.popularity..")
            .because("it measures what serves, at the speed of memory"));
  }

  @Test
  void child_processes_are_started_by_whoever_needs_some() {
    hold(
        roomOnlyDependsOn("process", "java..")
            .because("a benchmark and a cluster on one machine start the same processes"));
  }

  @Test
  void a_benchmark_is_an_outsider_that_sends_what_any_producer_can() {
    hold(
        roomOnlyKnows(
                "bench",
                "avro",
                "event",
                "stream",
                "ingest",
                "process",
                "replay",
                "registry",
                "model.artifact",
                "model.network",
                "model.release",
                "recommend")
            .because(
                "it measures a server from outside, over Kafka and HTTP; the models it releases"
                    + " there it makes itself, as a team with a training of its own would"));
    hold(
        noClasses()
            .that()
            .resideOutsideOfPackages(in("bench", "app"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("freshet.bench..")
            .because("what is measured does not know that it is"));
  }

  @Test
  void nothing_knows_the_application() {
    hold(
        noClasses()
            .that()
            .resideOutsideOfPackage("freshet.app..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("freshet.app..")
            .because("app sees all and is seen by none"));
  }

  @Test
  void there_are_no_cycles_between_rooms() {
    hold(
        slices()
            .matching("freshet.(*)..")
            .should()
            .beFreeOfCycles()
            .because("data and code flow one way"));
  }

  @Test
  void javalin_and_jetty_live_in_http() {
    hold(
        onlyIn("http", "io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..")
            .because("a change of the server touches one room"));
  }

  @Test
  void every_endpoint_describes_itself() {
    hold(
        classes()
            .that()
            .implement(Endpoint.class)
            .and()
            .resideOutsideOfPackages(
                in(
                    "http.exchange",
                    "http.web",
                    "http.guard",
                    "http.trace",
                    "http.watch",
                    "http.peer"))
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Description.class)
            .because("the API's document is made of what the routes say of themselves"));
  }

  @Test
  void the_model_of_the_document_lives_in_one_room() {
    hold(
        onlyIn("http.openapi", "io.swagger.v3.core..", "io.swagger.v3.oas.models..")
            .because("descriptions are Freshet's own words, whatever they are written as"));
    hold(
        onlyIn("http", "io.swagger..")
            .because("elsewhere nobody cares how HTTP describes a value"));
  }

  @Test
  void djl_lives_in_model() {
    hold(onlyIn("model", "ai.djl..").because("the system runs without PyTorch's jars"));
  }

  @Test
  void the_search_over_vectors_lives_in_one_room() {
    hold(
        onlyIn("model.scoring.vectors", "io.github.jbellis..")
            .because("who asks for the nearest items does not see how they are found"));
  }

  @Test
  void the_model_knows_the_words_and_what_recommending_asks_of_it() {
    hold(
        roomOnlyKnows("model", "avro", "event", "stream", "recommend")
            .because("it is one candidate source, with topics of its own"));
  }

  @Test
  void what_learns_and_scores_knows_neither_kafka_nor_http() {
    hold(
        noClasses()
            .that()
            .resideInAnyPackage(
                "freshet.model.artifact..",
                "freshet.model.engine..",
                "freshet.model.network..",
                "freshet.model.training..",
                "freshet.model.spool..",
                "freshet.model.reading..",
                "freshet.model.scoring..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "freshet.avro..", "freshet.stream..")
            .because("it is the same in production, in evaluations and in a process of its own"));
  }

  @Test
  void rocksdb_lives_in_stream() {
    hold(
        onlyIn("stream", "org.rocksdb..").because("memory of all stores is budgeted in one place"));
  }

  @Test
  void the_broker_s_server_classes_live_in_broker() {
    hold(
        onlyIn("broker", "kafka..", "org.apache.kafka.metadata..", "org.apache.kafka.server..")
            .because("they are Kafka's inside and change with every release"));
  }

  @Test
  void the_internals_of_kafka_streams_are_touched_by_one_class() {
    hold(
        noClasses()
            .that()
            .doNotBelongToAnyOf(CombiningStore.class)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka.streams..internals..")
            .because("the kill test guards what it does across upgrades; nobody else needs them"));
  }

  @Test
  void the_running_topology_is_seen_by_query_and_app() {
    hold(
        noClasses()
            .that()
            .resideOutsideOfPackages("freshet.query..", "freshet.app..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(KafkaStreams.class)
            .because("who holds it can stop it"));
  }

  @Test
  void generated_records_stay_at_the_border() {
    hold(
        noClasses()
            .that()
            .resideInAnyPackage(in("recommend", "http", "simulate", "replay", "event", "decay"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("freshet.avro..", "org.apache.avro.specific..")
            .because("how a value travels must not decide what it is"));
  }

  @Test
  void json_is_read_and_written_at_the_edges() {
    hold(
        noClasses()
            .that()
            .resideOutsideOfPackages(in("http", "replay", "registry", "model.artifact", "app"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson..")
            .because("inside, values are typed"));
  }

  @Test
  void the_time_is_told_not_asked_for() {
    hold(
        noClasses()
            .that()
            .resideOutsideOfPackage("freshet.app..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callConstructor(Date.class)
            .because("state moves by event time, and a clock is passed in"));
  }

  @Test
  void chance_comes_with_a_seed() {
    hold(
        noClasses()
            .should()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(ThreadLocalRandom.class, "current")
            .orShould()
            .callConstructor(Random.class)
            .orShould()
            .callConstructor(SplittableRandom.class)
            .because("what happened must be able to happen again"));
  }

  @Test
  void rooms_are_named_for_what_they_hold() {
    hold(
        noClasses()
            .should()
            .resideInAnyPackage(
                "..util..", "..common..", "..helper..", "..manager..", "..impl..", "..dto..")
            .because("such a name says where to put things, not what they are"));
  }

  private static void hold(ArchRule rule) {
    rule.check(house);
  }

  private static String[] in(String... rooms) {
    return Arrays.stream(rooms).map(room -> "freshet." + room + "..").toArray(String[]::new);
  }

  /** Of the rooms, this one knows itself and the named ones at most. */
  private static ArchRule roomOnlyKnows(String room, String... others) {
    String[] known = in(Stream.concat(Stream.of(room), Stream.of(others)).toArray(String[]::new));
    return noClasses()
        .that()
        .resideInAPackage("freshet." + room + "..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("freshet..")
                .and(resideOutsideOfPackages(known))
                .as("are Freshet's, outside of %s", String.join(", ", known)));
  }

  private static ArchRule roomDoesNotKnow(String room, String... others) {
    return noClasses()
        .that()
        .resideInAPackage("freshet." + room + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(in(others));
  }

  /**
   * Of all code, libraries included, this room depends on itself and the named packages at most.
   */
  private static ArchRule roomOnlyDependsOn(String room, String... packages) {
    String[] own = {"freshet." + room + ".."};
    return classes()
        .that()
        .resideInAnyPackage(own)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            Stream.concat(Stream.of(own), Stream.of(packages)).toArray(String[]::new));
  }

  private static ArchRule onlyIn(String room, String... libraries) {
    return noClasses()
        .that()
        .resideOutsideOfPackage("freshet." + room + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(libraries);
  }
}
