package freshet.topology;

import freshet.avro.EngagementRecord;
import freshet.avro.ErasureRecord;
import freshet.avro.InteractionRecord;
import freshet.avro.ItemRecord;
import freshet.avro.MixtureRecord;
import freshet.avro.NeighboursRecord;
import freshet.avro.SlateRecord;
import freshet.avro.TrendingRecord;
import freshet.catalog.CatalogPart;
import freshet.catalog.ItemIndex;
import freshet.catalog.ItemsTopic;
import freshet.cooccurrence.CooccurrencePart;
import freshet.cooccurrence.CooccurrenceSettings;
import freshet.cooccurrence.NeighboursTopic;
import freshet.decay.HalfLife;
import freshet.engagement.EngagementPart;
import freshet.engagement.EngagementSettings;
import freshet.engagement.EngagementTopic;
import freshet.engagement.EngagementView;
import freshet.engagement.SlatesTopic;
import freshet.event.Admission;
import freshet.event.ErasureId;
import freshet.event.InteractionTypes;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.ingest.DeadLetters;
import freshet.ingest.IngestPart;
import freshet.ingest.IngestWatch;
import freshet.ingest.Interactions;
import freshet.ingest.ProcessedPositions;
import freshet.mixture.MixturePart;
import freshet.mixture.MixtureTopic;
import freshet.mixture.MixtureView;
import freshet.popularity.PopularityPart;
import freshet.popularity.PopularitySettings;
import freshet.popularity.TrendingTopic;
import freshet.popularity.TrendingView;
import freshet.profile.ErasuresTopic;
import freshet.profile.ProfilePart;
import freshet.profile.ProfileSettings;
import freshet.recommend.Layer;
import freshet.recommend.Lesson;
import freshet.recommend.Mixture;
import freshet.recommend.impression.Cell;
import freshet.recommend.impression.Sums;
import freshet.registry.EmbeddedRegistry;
import freshet.registry.InMemorySchemaLog;
import freshet.registry.LocalRegistry;
import freshet.registry.ValueSerdes;
import freshet.stream.DeadLetter;
import freshet.stream.PoisonHandler;
import freshet.stream.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The whole topology on a bench: records go in by hand, and every topic and store can be seen. */
public final class RecommenderRig implements AutoCloseable {
  /**
   * Start of an epoch of every half-life up to one hour, and thus within one of the longer ones.
   */
  public static final Instant START =
      Instant.ofEpochMilli(
          Instant.parse("2026-05-01T12:00:00Z").toEpochMilli()
              / Duration.ofHours(16).toMillis()
              * Duration.ofHours(16).toMillis());

  public static final PopularitySettings POPULARITY =
      new PopularitySettings(
          List.of(
              new HalfLife(Duration.ofHours(1)),
              new HalfLife(Duration.ofDays(1)),
              new HalfLife(Duration.ofDays(7))),
          300,
          Duration.ofMillis(250));
  private static final Duration STEP = Duration.ofMillis(50);
  public static final CooccurrenceSettings COOCCURRENCE =
      new CooccurrenceSettings(200, new HalfLife(Duration.ofDays(90)), 100, Duration.ofSeconds(1));
  public static final ProfileSettings PROFILE =
      new ProfileSettings(200, 2_000, 100, 1_000, 10, 0.5, 0.25);

  public static final EngagementSettings SLATES =
      new EngagementSettings(1, 4, Duration.ofDays(1), 30, Duration.ofSeconds(1));

  public static final Mixture MIXTURE =
      new Mixture(
          Map.of(Layer.COLLABORATIVE, 1.0, Layer.CONTENT, 0.3, Layer.POPULARITY, 0.3),
          List.of(0.2, 0.4, 0.3, 0.1),
          0);

  /** A record of a view's topic that was reported as unusable. */
  public record Reported(String key, Map<String, String> headers, String value) {}

  private final Topic<UserId, InteractionRecord> interactions;
  private final Topic<ItemId, ItemRecord> items;
  private final Topic<ItemId, NeighboursRecord> neighbours;
  private final Topic<String, TrendingRecord> trending;
  private final Topic<ErasureId, ErasureRecord> erasures;
  private final Topic<UserId, SlateRecord> slates;
  private final Topic<String, EngagementRecord> engagement;
  private final ProcessedPositions processed = new ProcessedPositions(1);
  private final Topic<String, byte[]> deadLetters = DeadLetters.topic("");
  private final ItemIndex index = new ItemIndex();
  private final List<Reported> reported = new ArrayList<>();
  private final List<Lesson> lessons = new ArrayList<>();
  private final MixtureView learned = new MixtureView(MIXTURE, POPULARITY.halfLives());
  private final EngagementView counted = new EngagementView();
  private final TopologyTestDriver driver;
  private IngestWatch watch = IngestWatch.NONE;
  private int ids;

  /** Passes on to whoever watches now. */
  private final class Told implements IngestWatch {
    @Override
    public void admitted() {
      watch.admitted();
    }

    @Override
    public void refused() {
      watch.refused();
    }

    @Override
    public void moved() {
      watch.moved();
    }

    @Override
    public void processed(long offset, long arrivedMillis) {
      watch.processed(offset, arrivedMillis);
    }
  }

  /** Tells somebody what becomes of interactions from now on. */
  public void watch(IngestWatch newWatch) {
    watch = newWatch;
  }

  public RecommenderRig(Path directory) {
    this(directory, new TrendingView(POPULARITY));
  }

  /** With a topology that takes the topic for one of so many partitions; the driver has one. */
  public RecommenderRig(Path directory, int partitions) {
    this(directory, new TrendingView(POPULARITY), partitions);
  }

  public RecommenderRig(Path directory, TrendingView view) {
    this(directory, view, 1);
  }

  private RecommenderRig(Path directory, TrendingView view, int partitions) {
    ValueSerdes serdes =
        ValueSerdes.from(
            Map.of("auto.register.schemas", true),
            new LocalRegistry(new EmbeddedRegistry(new InMemorySchemaLog())));
    interactions = Interactions.topic("", serdes.of(InteractionRecord.class));
    items = ItemsTopic.topic("", serdes.of(ItemRecord.class));
    neighbours = NeighboursTopic.topic("", serdes.of(NeighboursRecord.class));
    erasures = ErasuresTopic.topic("", serdes.of(ErasureRecord.class));
    slates = SlatesTopic.topic("", serdes.of(SlateRecord.class));
    engagement = EngagementTopic.topic("", serdes.of(EngagementRecord.class));
    trending = TrendingTopic.topic("", serdes.of(TrendingRecord.class));
    RecommenderTopology topology =
        new RecommenderTopology(
            new IngestPart(
                interactions,
                deadLetters,
                new Admission(InteractionTypes.builtIn()),
                partitions,
                new Told(),
                processed),
            new CatalogPart(items),
            new ProfilePart(
                InteractionTypes.builtIn(),
                PROFILE,
                lesson -> lessons.add(lesson.get()),
                "rig-" + ProfilePart.TRANSFERS,
                erasures),
            new EngagementPart(slates, engagement, SLATES),
            new CooccurrencePart(neighbours, COOCCURRENCE, 1),
            new PopularityPart(trending, POPULARITY, 1, item -> index.find(item).map(Item::type)),
            new MixturePart(MixtureTopic.topic("", serdes.of(MixtureRecord.class))));
    driver =
        new TopologyTestDriver(
            topology.build(
                index,
                view,
                learned,
                counted,
                (key, letter) ->
                    reported.add(new Reported(key, texts(letter.headers()), text(letter.value())))),
            settings(directory),
            START);
  }

  @SuppressWarnings("deprecation") // the only way to keep a global thread alive, until Kafka 5
  private static Properties settings(Path directory) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "rig");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
    settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    settings.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, PoisonHandler.class);
    settings.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, PoisonHandler.class);
    settings.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG, true);
    settings.put(PoisonHandler.TOPIC, DeadLetters.TOPIC);
    return settings;
  }

  private static String text(byte[] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  /** The headers of a record as text; of two with the same name the last. */
  public static Map<String, String> texts(Headers headers) {
    Map<String, String> texts = new HashMap<>();
    for (Header header : headers) {
      texts.put(header.key(), text(header.value()));
    }
    return texts;
  }

  /** What people turned to, as the profile's processor offered it. */
  public List<Lesson> lessons() {
    return lessons;
  }

  /** What was learned about the blend, as the view has it. */
  public Mixture learned() {
    return learned.mixture();
  }

  /** An event so many seconds after the start, with an id of its own. */
  public InteractionRecord event(String user, String item, String type, int second) {
    return event("e" + ids++, user, item, type, second);
  }

  /** An event so many seconds after the start. */
  public static InteractionRecord event(
      String id, String user, String item, String type, int second) {
    return InteractionRecord.newBuilder()
        .setEventId(id)
        .setUser(user)
        .setItem(item)
        .setType(type)
        .setTime(START.plusSeconds(second))
        .build();
  }

  /** Writes an event under its user; it arrives when it happens. */
  public void send(InteractionRecord event) {
    sendBytes(
        interactions.name(),
        event.getUser(),
        bytes(event),
        event.getTime().isBefore(START) ? START : event.getTime());
  }

  public byte[] bytes(InteractionRecord event) {
    return interactions.values().serializer().serialize(interactions.name(), event);
  }

  /** Says what is to become of all that an id did so far. */
  public void request(String user, Map<String, String> headers, Instant arrival) {
    Headers written = new RecordHeaders();
    headers.forEach((name, value) -> written.add(name, value.getBytes(StandardCharsets.UTF_8)));
    send(
        interactions.name(),
        new TestRecord<>(user.getBytes(StandardCharsets.UTF_8), null, written, arrival));
  }

  /** Asks for an erasure, so many seconds after the start. */
  public void erase(String user, String id, int second) {
    request(user, Map.of("freshet.erase", id), START.plusSeconds(second));
  }

  /** Asks for a merge, so many seconds after the start. */
  public void merge(String from, String into, int second) {
    request(from, Map.of("freshet.merge", into), START.plusSeconds(second));
  }

  /** What proves erasures, since the last call. */
  public List<ErasureRecord> proofs() {
    return read(erasures).stream().map(TestRecord::value).toList();
  }

  /** How far the interactions have been processed. */
  public ProcessedPositions processed() {
    return processed;
  }

  /** Writes a slate under its user; it arrives when it is served. */
  public void send(SlateRecord slate) {
    sendBytes(slates.name(), slate.getUser(), bytes(slate), slate.getTime());
  }

  public byte[] bytes(SlateRecord slate) {
    return slates.values().serializer().serialize(slates.name(), slate);
  }

  /** What was counted of slates, as the view has it. */
  public Map<Cell, Sums> counted() {
    return counted.sums();
  }

  /** What has been published of counts since the last call. */
  public List<EngagementRecord> publishedCounts() {
    return read(engagement).stream().map(TestRecord::value).toList();
  }

  public void put(ItemRecord item) {
    sendBytes(items.name(), item.getItem(), bytes(item), START);
  }

  public byte[] bytes(ItemRecord item) {
    return items.values().serializer().serialize(items.name(), item);
  }

  public byte[] bytes(NeighboursRecord head) {
    return neighbours.values().serializer().serialize(neighbours.name(), head);
  }

  public byte[] bytes(TrendingRecord list) {
    return trending.values().serializer().serialize(trending.name(), list);
  }

  /** Writes any bytes to any topic. */
  public void sendBytes(String topic, String key, byte[] value, Instant arrival) {
    send(
        topic,
        new TestRecord<>(
            key == null ? null : key.getBytes(StandardCharsets.UTF_8), value, arrival));
  }

  public void send(String topic, TestRecord<byte[], byte[]> message) {
    TestInputTopic<byte[], byte[]> input =
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    input.pipeInput(message);
  }

  public void advance(Duration wallClock) {
    // A step at a time: what is due several times within one step is done once.
    for (Duration left = wallClock; left.compareTo(Duration.ZERO) > 0; left = left.minus(STEP)) {
      driver.advanceWallClockTime(left.compareTo(STEP) < 0 ? left : STEP);
    }
  }

  /** What a store holds. */
  public <K, V> Map<K, V> store(String name) {
    Map<K, V> content = new HashMap<>();
    KeyValueStore<K, V> store = driver.getKeyValueStore(name);
    try (KeyValueIterator<K, V> all = store.all()) {
      all.forEachRemaining(entry -> content.put(entry.key, entry.value));
    }
    return content;
  }

  public <K, V> KeyValueStore<K, V> writableStore(String name) {
    return driver.getKeyValueStore(name);
  }

  public ItemIndex items() {
    return index;
  }

  public List<Reported> reported() {
    return reported;
  }

  private <K, V> List<TestRecord<K, V>> read(Topic<K, V> topic) {
    TestOutputTopic<K, V> output =
        driver.createOutputTopic(
            topic.name(), topic.keys().deserializer(), topic.values().deserializer());
    return output.isEmpty() ? List.of() : output.readRecordsToList();
  }

  /** What has been set aside since the last call. */
  public List<TestRecord<String, byte[]>> deadLetters() {
    return read(deadLetters);
  }

  /** The reasons of what has been set aside since the last call. */
  public List<String> refusals() {
    return deadLetters().stream()
        .map(letter -> texts(letter.headers()).get(DeadLetter.REASON))
        .toList();
  }

  /** What has been published of rows since the last call. */
  public List<NeighboursRecord> publishedNeighbours() {
    return read(neighbours).stream().map(TestRecord::value).toList();
  }

  /** What has been published of lists since the last call. */
  public List<TrendingRecord> publishedLists() {
    return read(trending).stream().map(TestRecord::value).toList();
  }

  @Override
  public void close() {
    driver.close();
  }
}
