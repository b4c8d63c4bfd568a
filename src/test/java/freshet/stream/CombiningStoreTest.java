package freshet.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The driver commits after each record. */
class CombiningStoreTest {
  private static final Instant TIME = Instant.parse("2026-05-01T12:00:00Z");
  private static final int BOUND = 4;
  private static final Bundles<String, String> WAY =
      new Bundles<>("letters-sent", Serdes.String(), Serdes.String(), 1);

  private TopologyTestDriver driver;
  private TestInputTopic<String, String> in;
  private TestOutputTopic<String, String> out;

  /** Counts the letters of a value, and then says "done" and where the record came from. */
  private static final class LetterCounter
      extends ContextualProcessor<String, String, Integer, byte[]> {
    private CombiningStore<String, String> counts;

    @Override
    public void init(ProcessorContext<Integer, byte[]> context) {
      super.init(context);
      counts = context.getStateStore("letters");
      counts.sendFrom(context);
    }

    @Override
    public void process(Record<String, String> message) {
      for (char letter : message.value().toCharArray()) {
        counts.combine(String.valueOf(letter), pending -> (pending == null ? "" : pending) + "I");
      }
      counts.sendIfFull();
      RecordMetadata at = context().recordMetadata().orElseThrow();
      BundleWriter<String, String> done = WAY.writer();
      done.add("done", at.topic() + "@" + at.offset(), (partition, full) -> {});
      done.finish(
          (partition, bundle) -> context().forward(message.withKey(partition).withValue(bundle)));
    }
  }

  private static final class Supplier
      implements ProcessorSupplier<String, String, Integer, byte[]> {
    @Override
    public Processor<String, String, Integer, byte[]> get() {
      return new LetterCounter();
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.of(
          CombiningStore.<String, String, String>builder(
              "letters", BOUND, WAY, Function.identity()));
    }
  }

  @BeforeEach
  void open() {
    StreamsBuilder builder = new StreamsBuilder();
    WAY.arriving(
            builder.stream("in", Consumed.with(Serdes.String(), Serdes.String()))
                .process(new Supplier()))
        .to("out", Produced.with(Serdes.String(), Serdes.String()));
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "letters");
    driver = new TopologyTestDriver(builder.build(), settings, TIME);
    in = driver.createInputTopic("in", new StringSerializer(), new StringSerializer());
    out = driver.createOutputTopic("out", new StringDeserializer(), new StringDeserializer());
  }

  @AfterEach
  void close() {
    driver.close();
  }

  private List<String> sent() {
    return out.isEmpty()
        ? List.of()
        : out.readKeyValuesToList().stream().map(pair -> pair.key + " " + pair.value).toList();
  }

  @Test
  void what_is_combined_is_sent_at_the_commit_once_per_key() {
    in.pipeInput("k", "aba");
    assertThat(sent()).first().isEqualTo("done in@0");
  }

  @Test
  void nothing_is_sent_twice() {
    in.pipeInput("k", "ab");
    assertThat(sent()).containsExactly("done in@0", "a I", "b I");
    in.pipeInput("k", "");
    assertThat(sent()).containsExactly("done in@1");
    in.pipeInput("k", "a");
    assertThat(sent()).containsExactly("done in@2", "a I");
  }

  @Test
  void when_full_it_is_sent_at_once_and_the_record_at_hand_stays_at_hand() {
    in.pipeInput("k", "");
    in.pipeInput("k", "abab");
    assertThat(sent()).containsExactly("done in@0", "a II", "b II", "done in@1");
    in.pipeInput("k", "abc");
    assertThat(sent()).containsExactly("done in@2", "a I", "b I", "c I");
  }

  @Test
  void it_is_sent_with_the_time_of_the_last_record_and_without_its_headers() {
    in.pipeInput(
        new TestRecord<>(
            "k", "a", new RecordHeaders().add("trace", new byte[] {1}), TIME.plusSeconds(5)));
    TestRecord<String, String> done = out.readRecord();
    TestRecord<String, String> combined = out.readRecord();
    assertThat(done.headers()).hasSize(1);
    assertThat(combined.getRecordTime()).isEqualTo(TIME.plusSeconds(5));
    assertThat(combined.headers()).isEmpty();
  }

  @Test
  void it_can_be_sent_when_no_record_is_at_hand() {
    CombiningStore<String, String> store = store();
    store.combine("x", pending -> "one");
    store.flushCache();
    store.flushCache();
    in.pipeInput("k", "a");
    assertThat(sent()).containsExactly("x one", "done in@0", "a I");
  }

  @Test
  void what_a_failed_task_had_combined_is_not_sent() {
    CombiningStore<String, String> store = store();
    store.combine("x", pending -> "one");
    store.clearCache();
    store.flushCache();
    in.pipeInput("k", "");
    assertThat(sent()).containsExactly("done in@0");
  }

  @SuppressWarnings("unchecked")
  private CombiningStore<String, String> store() {
    return (CombiningStore<String, String>) driver.getStateStore("letters");
  }
}
