package freshet.app;

import freshet.stream.RocksSettings;
import freshet.stream.TopicWriter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;

/** What Kafka Streams measures of itself, as far as an operator asks for it. */
final class StreamMeters {
  private static final String STATE = "stream-state-metrics";
  private static final String STORE = "rocksdb-state-id";

  /** A store on this instance, over all its partitions here. */
  record Store(String name, long entries, long diskBytes) {}

  private final StreamsRunner streams;
  private final ClientBytes sent = new ClientBytes("outgoing");
  private final ClientBytes received = new ClientBytes("incoming");

  StreamMeters(StreamsRunner streams) {
    this.streams = streams;
  }

  /** The stores, by name. */
  List<Store> stores() {
    Map<String, Store> stores = new TreeMap<>();
    for (Metric metric : metrics().values()) {
      MetricName name = metric.metricName();
      if (name.group().equals(STATE) && name.tags().containsKey(STORE)) {
        long entries = name.name().equals("estimate-num-keys") ? value(metric) : 0;
        long bytes = name.name().equals("total-sst-files-size") ? value(metric) : 0;
        if (entries > 0 || bytes > 0) {
          stores.merge(
              name.tags().get(STORE),
              new Store(name.tags().get(STORE), entries, bytes),
              (one, other) ->
                  new Store(
                      one.name(),
                      one.entries() + other.entries(),
                      one.diskBytes() + other.diskBytes()));
        }
      }
    }
    return new ArrayList<>(stores.values());
  }

  private Map<MetricName, ? extends Metric> metrics() {
    Optional<KafkaStreams> running = streams.streams();
    return running.isPresent() ? running.get().metrics() : Map.of();
  }

  private static long value(Metric metric) {
    return metric.metricValue() instanceof Number number ? number.longValue() : 0;
  }

  /**
   * Lets all of it be measured.
   *
   * @param writer whose failures are counted
   * @return brings the stores up to date; to be run before each look at the meters
   */
  Runnable measure(MeterRegistry meters, TopicWriter writer) {
    Gauge.builder("freshet.stream.behind", streams, StreamsRunner::behind)
        .description("Records that the topology has yet to read, as of the latest fetch")
        .baseUnit("records")
        .register(meters);
    Gauge.builder("freshet.stream.running", streams, StreamMeters::running)
        .description("1 while the topology runs, 0 while it starts, restores or has stopped")
        .register(meters);
    Gauge.builder("freshet.stream.stalled", streams, running -> running.stalled().toSeconds())
        .description("For how long a stream thread has not come to ask Kafka for more, at most")
        .baseUnit("seconds")
        .register(meters);
    Gauge.builder("freshet.rocksdb.used", RocksSettings::usedBytes)
        .description("Memory outside the heap for blocks and write buffers of all stores")
        .baseUnit(BaseUnits.BYTES)
        .register(meters);
    FunctionCounter.builder("freshet.kafka.bytes", this, figures -> sent.of(figures.metrics()))
        .description("What the topology's clients sent to Kafka and received from it")
        .baseUnit(BaseUnits.BYTES)
        .tag("direction", "sent")
        .register(meters);
    FunctionCounter.builder("freshet.kafka.bytes", this, figures -> received.of(figures.metrics()))
        .description("What the topology's clients sent to Kafka and received from it")
        .baseUnit(BaseUnits.BYTES)
        .tag("direction", "received")
        .register(meters);
    FunctionCounter.builder("freshet.writes.failed", writer, TopicWriter::failures)
        .description("Records that Kafka did not take")
        .register(meters);
    MultiGauge entries =
        MultiGauge.builder("freshet.store.entries")
            .description("About how many entries a store has on this instance")
            .register(meters);
    MultiGauge bytes =
        MultiGauge.builder("freshet.store.disk")
            .description("What the files of a store take on this instance")
            .baseUnit(BaseUnits.BYTES)
            .register(meters);
    return () -> {
      List<Store> stores = stores();
      entries.register(
          stores.stream()
              .map(store -> MultiGauge.Row.of(tags(store), (Number) store.entries()))
              .toList(),
          true);
      bytes.register(
          stores.stream()
              .map(store -> MultiGauge.Row.of(tags(store), (Number) store.diskBytes()))
              .toList(),
          true);
    };
  }

  private static Tags tags(Store store) {
    return Tags.of("store", store.name());
  }

  private static double running(StreamsRunner streams) {
    return streams.state().equals(Optional.of(KafkaStreams.State.RUNNING)) ? 1 : 0;
  }
}
