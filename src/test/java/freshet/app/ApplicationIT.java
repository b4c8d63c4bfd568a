package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import freshet.avro.InteractionRecord;
import freshet.registry.AvroSerde;
import freshet.stream.DeadLetter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.pulsar.kafka.shade.avro.Schema;
import org.apache.pulsar.kafka.shade.avro.generic.GenericData;
import org.apache.pulsar.kafka.shade.avro.generic.GenericRecord;
import org.apache.pulsar.kafka.shade.io.confluent.kafka.serializers.KafkaAvroDeserializer;
import org.apache.pulsar.kafka.shade.io.confluent.kafka.serializers.KafkaAvroSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The whole system on its embedded broker, from outside. The tests share one instance, each with
 * users and items of its own.
 */
@Timeout(120)
class ApplicationIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String OLD = "2020-05-01T00:00:00Z";

  @TempDir private static Path dataDirectory;
  private static RunningFreshet freshet;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    freshet =
        RunningFreshet.start(
            dataDirectory,
            Map.of(
                "interaction-types.comment.weight",
                3,
                "kafka.partitions",
                3,
                "experiments.nothing.variants.a.weight",
                1,
                "experiments.nothing.variants.b.diversity",
                0.15));
  }

  @AfterAll
  static void stop() {
    freshet.close();
  }

  @Test
  void what_a_user_did_is_in_the_next_slate_and_others_follow() throws IOException {
    for (String item : List.of("dune", "hyperion", "solaris", "emma")) {
      put(item, "novel", "\"title\":\"%s!\"".formatted(item));
    }
    // A crowd that reads Hyperion after Dune, and one that reads Emma and nothing else.
    for (int i = 0; i < 5; i++) {
      freshet.http().interact("crowd-a" + i, "crowd-" + i, "view", "dune");
      freshet.http().interact("crowd-b" + i, "crowd-" + i, "view", "hyperion");
      freshet.http().interact("crowd-c" + i, "other-" + i, "view", "emma");
    }
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(freshet.http().items("reader", 50))
                    .contains("dune", "hyperion", "emma"));

    freshet.http().interact("mine-1", "reader", "like", "dune");

    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              JsonNode slate = freshet.http().slate("reader", 50);
              assertThat(HttpCaller.ids(slate)).doesNotContain("dune");
              assertThat(reason(slate, "hyperion")).isEqualTo("because you liked dune!");
              assertThat(slate.path("degraded").asBoolean()).isFalse();
            });

    // Others follow: after enough of them went from Dune to Solaris, so does the next reader.
    for (int i = 0; i < 9; i++) {
      freshet.http().interact("follow-a" + i, "follower-" + i, "view", "dune");
      freshet.http().interact("follow-b" + i, "follower-" + i, "view", "solaris");
    }
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(reason(freshet.http().slate("reader", 50), "solaris"))
                    .isEqualTo("because you liked dune!"));
  }

  @Test
  void a_model_that_is_asked_for_is_trained_in_a_process_of_its_own() throws IOException {
    HttpCaller.Answer asked = freshet.http().post("/v1/models/retrain", "{\"epochs\":1}");
    assertThat(asked.status()).isEqualTo(202);
    String request = asked.body().path("request").asText();

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              JsonNode model = freshet.http().get("/v1/models").body().path("models").path(0);
              assertThat(model.path("requests").path(0).asText()).isEqualTo(request);
              // With so few interactions it comes to nothing, and says why.
              assertThat(model.path("state").asText()).isIn("failed", "refused", "released");
            });
    assertThat(freshet.http().get("/health/ready").body().path("parts").path("model").asText())
        .isNotEmpty();
  }

  @Test
  void what_a_user_is_shown_and_does_with_it_is_counted_until_the_user_is_erased()
      throws IOException {
    put("poster", "print", "");
    freshet.http().interact("p0", "somebody", "view", "poster");
    String asked = "/v1/users/looker/recommendations?type=print";
    await()
        .atMost(SOON)
        .until(() -> HttpCaller.ids(freshet.http().get(asked).body()).contains("poster"));
    String slate = freshet.http().get(asked).body().path("slateId").asText();
    await().atMost(SOON).until(() -> slates("looker").findValuesAsText("slateId").contains(slate));

    assertThat(
            freshet
                .http()
                .post(
                    "/v1/interactions",
                    "{\"user\":\"looker\",\"type\":\"like\",\"item\":\"poster\",\"slate\":\"%s\"}"
                        .formatted(slate))
                .status())
        .isEqualTo(202);

    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(slates("looker").path(0).at("/items/0/reactions").toString())
                    .isEqualTo("[\"like\"]"));
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              JsonNode counted = freshet.http().get("/v1/engagement").body().path("dimensions");
              assertThat(counted.findValuesAsText("dimension"))
                  .contains("layer", "reason", "position", "endpoint", "experiment");
              JsonNode groups =
                  freshet.http().get("/v1/experiments").body().at("/experiments/0/groups");
              assertThat(groups.findValuesAsText("variant")).containsExactly("a", "b");
              assertThat(
                      groups.get(0).path("users").asLong() + groups.get(1).path("users").asLong())
                  .isPositive();
              assertThat(likes(groups.get(0)) + likes(groups.get(1))).isEqualTo(1);
            });

    assertThat(freshet.http().delete("/v1/users/looker").status()).isEqualTo(202);
    await().atMost(SOON).until(() -> slates("looker").isEmpty());
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              JsonNode groups =
                  freshet.http().get("/v1/experiments").body().at("/experiments/0/groups");
              assertThat(likes(groups.get(0)) + likes(groups.get(1))).isZero();
            });
  }

  private static long likes(JsonNode group) {
    return group.at("/figures/likes").asLong();
  }

  private static JsonNode slates(String user) throws IOException {
    return freshet.http().get("/v1/users/%s/slates".formatted(user)).body().path("slates");
  }

  @Test
  void a_dislike_hides_for_good_until_it_is_undone() throws IOException {
    put("spam", "post", "");
    freshet.http().interact("d0", "somebody", "view", "spam");
    await().atMost(SOON).until(() -> freshet.http().items("grump", 50).contains("spam"));

    freshet.http().interact("d1", "grump", "dislike", "spam");
    await().atMost(SOON).until(() -> !freshet.http().items("grump", 50).contains("spam"));
    assertThat(profile("grump").path("hidden").toString()).isEqualTo("[\"spam\"]");

    freshet.http().interact("d2", "grump", "undo-dislike", "spam");
    await().atMost(SOON).until(() -> freshet.http().items("grump", 50).contains("spam"));
  }

  @Test
  void an_interaction_type_of_the_site_counts() throws IOException {
    freshet.http().interact("c1", "talker", "comment", "thread-1");

    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(profile("talker").path("history").path(0).path("type").asText())
                    .isEqualTo("comment"));
  }

  @Test
  void the_same_event_twice_is_counted_once() throws IOException {
    freshet.http().interact("twice", "stutterer", "view", "echo");
    freshet.http().interact("twice", "stutterer", "view", "echo");
    freshet.http().interact("once", "stutterer", "view", "afterwards");

    await().atMost(SOON).until(() -> profile("stutterer").path("history").size() >= 2);
    assertThat(profile("stutterer").path("history")).hasSize(2);
  }

  @Test
  void bad_records_of_other_producers_are_set_aside_and_the_stream_goes_on() throws Exception {
    byte[] unknownType = wire("b1", "mallory", "explode");
    byte[] good = wire("b2", "mallory", "view");
    try (KafkaProducer<String, byte[]> producer = producer(new ByteArraySerializer())) {
      for (ProducerRecord<String, byte[]> record :
          List.of(
              new ProducerRecord<>(
                  "interactions", "mallory", "no avro".getBytes(StandardCharsets.UTF_8)),
              new ProducerRecord<>("interactions", "somebody-else", wire("b3", "mallory", "view")),
              new ProducerRecord<>("interactions", "mallory", unknownType),
              new ProducerRecord<>("interactions", "mallory", (byte[]) null),
              new ProducerRecord<String, byte[]>(
                  "interactions", null, wire("b4", "mallory", "view")),
              new ProducerRecord<>("items", "broken-item", new byte[] {0, 0, 0, 0, 99, 1}),
              new ProducerRecord<>("interactions", "mallory", good))) {
        record.headers().add("trace", "t-1".getBytes(StandardCharsets.UTF_8));
        producer.send(record).get(10, TimeUnit.SECONDS);
      }
    }

    await().atMost(SOON).until(() -> profile("mallory").path("history").size() == 1);
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(deadLetters())
                    .extracting(letter -> letter.key() + ": " + header(letter, DeadLetter.REASON))
                    .anyMatch(text -> text.matches("mallory: .*(magic|bytes|wire).*"))
                    .anyMatch(text -> text.contains("the key is \"somebody-else\" but the user"))
                    .anyMatch(text -> text.contains("type is \"explode\", which is not defined"))
                    .anyMatch(text -> text.contains("the value is null"))
                    .anyMatch(text -> text.startsWith("null: the key is"))
                    .anyMatch(text -> text.startsWith("broken-item: ")));
    assertThat(deadLetters())
        .allSatisfy(
            letter -> {
              assertThat(header(letter, DeadLetter.TOPIC)).isIn("interactions", "items");
              assertThat(header(letter, DeadLetter.PARTITION)).matches("[0-2]");
              assertThat(header(letter, DeadLetter.OFFSET)).matches("[0-9]+");
              assertThat(header(letter, "trace")).isEqualTo("t-1");
            });
    assertThat(deadLetters()).anyMatch(letter -> Arrays.equals(letter.value(), unknownType));
  }

  @Test
  void a_record_in_another_partition_than_its_key_belongs_to_is_counted_once_where_it_belongs()
      throws Exception {
    List<String> users = IntStream.range(0, 8).mapToObj(i -> "misplaced-" + i).toList();
    try (KafkaProducer<String, byte[]> producer = producer(new ByteArraySerializer())) {
      for (String user : users) {
        byte[] event = wire("only", user, "view");
        // Only one of the three is right for a user.
        for (int partition = 0; partition < 3; partition++) {
          producer
              .send(new ProducerRecord<>("interactions", partition, user, event))
              .get(10, TimeUnit.SECONDS);
        }
      }
    }

    for (String user : users) {
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(profile(user).path("history")).hasSize(1));
    }
    assertThat(deadLetters()).extracting(ConsumerRecord::key).doesNotContainAnyElementsOf(users);
  }

  @Test
  void confluents_serializer_writes_interactions_that_are_counted() throws Exception {
    Schema schema = new Schema.Parser().parse(handWritten("interaction.avsc"));
    GenericRecord event = new GenericData.Record(schema);
    event.put("eventId", "confluent-1");
    event.put("user", "outsider");
    event.put("item", "their-item");
    event.put("type", "view");
    event.put("time", Instant.now().toEpochMilli());
    KafkaAvroSerializer serializer = new KafkaAvroSerializer();
    serializer.configure(Map.of("schema.registry.url", freshet.registryUrl()), false);
    try (KafkaProducer<String, Object> producer = producer(serializer)) {
      producer
          .send(new ProducerRecord<>("interactions", "outsider", event))
          .get(10, TimeUnit.SECONDS);
    }

    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(profile("outsider").path("history").path(0).path("item").asText())
                    .isEqualTo("their-item"));
  }

  @Test
  void an_ordinary_consumer_with_confluents_deserializer_reads_every_topic() throws IOException {
    freshet.http().interact("r1", "rita", "view", "first");
    freshet.http().interact("r2", "rita", "view", "second");
    put("first", "novel", "");

    assertSays("interactions", "rita", "item", "first");
    assertSays("items", "first", "type", "novel");
    assertSays("neighbours", "first", "successors", "second");
    await()
        .atMost(SOON)
        .until(
            () ->
                theirs("trending").stream()
                    .anyMatch(record -> record.value().toString().contains("second")));
  }

  @Test
  void an_item_that_is_put_updated_or_deleted_is_so_in_slates() throws IOException {
    put("lamp", "gadget", "\"title\":\"Lamp\"");
    freshet.http().interact("l1", "lamplighter", "view", "lamp");
    await().atMost(SOON).until(() -> gadgets().contains("lamp"));

    put("lamp", "gadget", "\"title\":\"Lamp\",\"available\":false");
    await().atMost(SOON).until(() -> !gadgets().contains("lamp"));

    put("lamp", "gadget", "\"title\":\"Lamp\"");
    await().atMost(SOON).until(() -> gadgets().contains("lamp"));

    assertThat(freshet.http().delete("/v1/items/lamp").status()).isBetween(200, 204);
    await().atMost(SOON).until(() -> !freshet.http().items("visitor", 200).contains("lamp"));
    await().atMost(SOON).until(() -> freshet.http().get("/v1/items/lamp").status() == 404);
  }

  @Test
  void a_folder_is_imported_over_http_and_what_was_taken_is_counted() throws IOException {
    assertImported("web", "--to", freshet.url());
  }

  @Test
  void a_folder_is_imported_into_the_topics_and_what_was_taken_is_counted() throws IOException {
    assertImported("log", "--to", "kafka");
  }

  @Test
  void the_command_line_shows_a_slate_as_a_table_and_as_json() throws IOException {
    put("chess", "game", "\"title\":\"Chess\"");
    freshet.http().interact("t1", "player", "play", "chess");
    await()
        .atMost(SOON)
        .until(
            () ->
                reason(freshet.http().slate("newcomer", 200), "chess").equals("trending in games"));

    Run table = Run.of("recommend", "newcomer", "--type", "game", "--to", freshet.url());
    assertThat(table.exit()).isZero();
    assertThat(table.out()).contains("item", "score", "layer", "why", "Chess", "trending in games");

    Run json = Run.of("recommend", "newcomer", "-k", "1", "--json", "--to", freshet.url());
    assertThat(json.exit()).isZero();
    assertThat(json.out()).startsWith("{\"user\":\"newcomer\"").contains("\"items\":[{");

    Run trending = Run.of("trending", "--type", "game", "--half-life", "1h", "--to", freshet.url());
    assertThat(trending.exit()).isZero();
    assertThat(trending.out()).contains("Chess", "trending in games");

    Run why = Run.of("why", "player", "chess", "--to", freshet.url());
    assertThat(why.exit()).isZero();
    assertThat(why.out())
        .startsWith("Chess: not shown: the user has touched it before")
        .contains("popularity", "score");

    Run wrong = Run.of("recommend", "newcomer", "-k", "0", "--to", freshet.url());
    assertThat(wrong.exit()).isEqualTo(1);
    assertThat(wrong.err()).contains("answered 400").contains("k");
    assertThat(wrong.err().lines()).hasSize(1);
  }

  private void assertImported(String name, String... to) throws IOException {
    StringBuilder rows = new StringBuilder("user,item,type,timestamp\n");
    for (int i = 0; i < 300; i++) {
      rows.append(
          "%s-u%d,%s-i%d,view,%d\n".formatted(name, i % 7, name, i % 40, 1_600_000_000 + i));
    }
    rows.append(name).append("-u1,x,teleport,1600001000\n");
    Files.writeString(folder.resolve("interactions.csv"), rows);
    Files.writeString(
        folder.resolve("items.csv"), "item,type,title,tags\n%s-i1,film,One,a|b\n".formatted(name));
    Settings settings =
        RunningFreshet.settings(
            folder.resolve("data"),
            Map.of(
                "kafka.port", port(freshet.bootstrapServers()),
                "kafka.partitions", 3,
                "schema.registry.port", port(freshet.registryUrl())));
    CommandLine command = new CommandLine(new ImportCommand(options -> KafkaImport.open(settings)));

    Run run =
        Run.of(
            command,
            Stream.concat(
                    Stream.of(to),
                    Stream.of(
                        "--json",
                        "--data-dir",
                        folder.resolve("data").toString(),
                        folder.toString()))
                .toArray(String[]::new));

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).contains("\"taken\":300").contains("teleport");
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              int counted = 0;
              for (int user = 0; user < 7; user++) {
                counted += profile(name + "-u" + user).path("history").size();
              }
              assertThat(counted).isEqualTo(300);
            });
    await()
        .atMost(SOON)
        .until(() -> freshet.http().get("/v1/items/" + name + "-i1").status() == 200);
  }

  private void assertSays(String topic, String key, String field, String text) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(theirs(topic))
                    .filteredOn(record -> key.equals(record.key()))
                    .extracting(record -> String.valueOf(record.value().get(field)))
                    .anyMatch(value -> value.contains(text)));
  }

  /** A topic as read with Confluent's deserializer, without what is not Avro at all. */
  private static List<ConsumerRecord<String, GenericRecord>> theirs(String topic) {
    KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer();
    deserializer.configure(Map.of("schema.registry.url", freshet.registryUrl()), false);
    return freshet
        .topics()
        .all(
            topic,
            (name, bytes) ->
                bytes == null || bytes.length < 5 || bytes[0] != 0 || bytes[4] == 99
                    ? null
                    : (GenericRecord) deserializer.deserialize(name, bytes))
        .stream()
        .filter(record -> record.value() != null)
        .toList();
  }

  private static List<ConsumerRecord<String, byte[]>> deadLetters() {
    return freshet.topics().all("interactions-dead-letters").stream()
        .filter(letter -> letter.headers().lastHeader("trace") != null)
        .toList();
  }

  private static String header(ConsumerRecord<?, ?> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static List<String> gadgets() throws IOException {
    return HttpCaller.ids(
        freshet.http().get("/v1/users/visitor/recommendations?k=100&type=gadget").body());
  }

  private static JsonNode profile(String user) throws IOException {
    return freshet.http().get("/v1/users/" + user + "/profile").body();
  }

  private static String reason(JsonNode slate, String item) {
    for (JsonNode line : slate.path("items")) {
      if (line.path("item").asText().equals(item)) {
        return line.path("reason").asText();
      }
    }
    return "not in the slate";
  }

  /** Describes an item that is too old to be lifted for being new. */
  private static void put(String item, String type, String more) throws IOException {
    String body =
        "{\"type\":\"%s\",\"created\":\"%s\"%s}"
            .formatted(type, OLD, more.isEmpty() ? "" : "," + more);
    assertThat(freshet.http().put("/v1/items/" + item, body).status()).isBetween(200, 204);
  }

  private static byte[] wire(String eventId, String user, String type) {
    try (AvroSerde<InteractionRecord> serde = new AvroSerde<>(InteractionRecord.class)) {
      serde.configure(Map.of("schema.registry.url", freshet.registryUrl()), false);
      return serde
          .serializer()
          .serialize(
              "interactions",
              InteractionRecord.newBuilder()
                  .setEventId(eventId)
                  .setUser(user)
                  .setItem("bait")
                  .setType(type)
                  .setTime(Instant.now())
                  .build());
    }
  }

  private static <V> KafkaProducer<String, V> producer(Serializer<V> values) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", freshet.bootstrapServers()), new StringSerializer(), values);
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }

  private static String handWritten(String schema) throws IOException {
    try (var in = ApplicationIT.class.getResourceAsStream("/schemas/" + schema)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
