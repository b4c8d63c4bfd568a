package freshet.cooccurrence;

import freshet.decay.DecayedSum;
import freshet.decay.HalfLife;
import freshet.event.ItemId;
import freshet.recommend.Neighbourhood.Neighbours;
import freshet.stream.StateSerde;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one combined change costs in the row processor, without the store, and what a head does. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RowBenchmark {
  private static final HalfLife QUARTER = new HalfLife(Duration.ofDays(90));
  private static final long TIME = Instant.parse("2026-05-01T12:00:00Z").toEpochMilli();
  private static final int SUCCESSORS = 200;
  private static final int ITEMS = 10_000;

  /** Successors in the change that is added. */
  @Param({"1", "10"})
  private int changed;

  private final StateSerde<Row> serde = new StateSerde<>(new RowFormat(QUARTER));
  private final Serializer<Row> serializer = serde.serializer();
  private final Deserializer<Row> deserializer = serde.deserializer();
  private Row row;
  private byte[] stored;
  private byte[] change;

  @Setup
  public void fill() {
    Random random = new Random(1);
    row = row(random, SUCCESSORS);
    stored = serializer.serialize("rows", row);
    change = serializer.serialize("rows", row(random, changed));
  }

  private static Row row(Random random, int successors) {
    RowChange change = new RowChange();
    while (change.size() < successors) {
      // Low numbers are frequent, as popular items are.
      int item = (int) (ITEMS * Math.pow(random.nextDouble(), 3));
      double weight = 1.0 / (1 + random.nextInt(10));
      change.add(new ItemId("i" + item), DecayedSum.of(QUARTER, TIME, weight), TIME);
    }
    return change.toRow(SUCCESSORS);
  }

  /** Returns what would be put into the store. */
  @Benchmark
  public byte[] update() {
    Row before = deserializer.deserialize("rows", stored);
    Row added = deserializer.deserialize("deltas", change);
    return serializer.serialize("rows", before.plus(added, SUCCESSORS));
  }

  /** The best hundred of a row that is in memory. */
  @Benchmark
  public Neighbours head() {
    return row.head(100, QUARTER);
  }

  /** The answering side: the same from the stored bytes. */
  @Benchmark
  public Neighbours storedHead() {
    return deserializer.deserialize("rows", stored).head(100, QUARTER);
  }
}
