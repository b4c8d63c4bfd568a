package freshet.model.scoring;

import freshet.event.InteractionType;
import freshet.event.ItemId;
import freshet.model.artifact.Artifact;
import freshet.model.artifact.Contract;
import freshet.model.artifact.Manifest;
import freshet.model.network.Dimensions;
import freshet.model.network.SequenceModel;
import freshet.recommend.Pool;
import freshet.recommend.UserHistory;
import freshet.recommend.UserHistory.Touch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to encode one user's history, in the network of the usual size. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class EncodingBenchmark {
  private static final int ITEMS = 1000;
  private static final int WIDTH = 64;
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @Param("50")
  private int history;

  private Path file;
  private ServingModel model;
  private UserHistory user;

  @Setup
  public void open() throws IOException {
    List<String> items = IntStream.range(0, ITEMS).mapToObj(i -> "item-" + i).toList();
    List<String> types = List.of("view");
    file = Files.createTempFile("encoding", ".pt");
    Artifact artifact =
        Artifact.write(
            file,
            SequenceModel.untrained(
                    new Dimensions(ITEMS, 0, types.size(), WIDTH, 2, 2, history, 256, 0), 1)
                ::write,
            found ->
                new Manifest(
                    Contract.VERSION,
                    "benchmark",
                    NOW,
                    WIDTH,
                    history,
                    items,
                    List.of(),
                    types,
                    new Pool(1, 0.1),
                    new Manifest.Training(0, 0, Optional.empty(), Optional.empty(), 0, 1),
                    Map.of(),
                    found.bytes(),
                    found.sha256()));
    model = ServingModel.open(artifact);
    user =
        new UserHistory(
            IntStream.range(0, history)
                .mapToObj(
                    i ->
                        new Touch(
                            new ItemId("item-" + i * 7 % ITEMS),
                            InteractionType.speaksFor("view", 1),
                            NOW.minusSeconds(60L * i),
                            OptionalDouble.empty()))
                .toList(),
            List.of(),
            List.of());
  }

  @TearDown
  public void close() throws IOException {
    model.close();
    Files.delete(file);
    Files.delete(Artifact.manifestOf(file));
  }

  /** From a history to a vector. */
  @Benchmark
  public Object user() {
    return model.user(user, NOW);
  }
}
