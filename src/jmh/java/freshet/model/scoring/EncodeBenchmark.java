package freshet.model.scoring;

import freshet.bench.Workload;
import freshet.bench.model.UntrainedModel;
import freshet.event.InteractionType;
import freshet.event.InteractionTypes;
import freshet.recommend.UserHistory;
import freshet.recommend.UserHistory.Touch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
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

/** What it costs to make a user's vector from a history, with PyTorch, as long as it is. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class EncodeBenchmark {
  private static final int ITEMS = 10_000;
  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

  /** Interactions in the history. */
  @Param({"50", "200"})
  private int touches;

  private Path folder;
  private ServingModel model;
  private UserHistory history;

  @Setup
  public void open() throws IOException {
    folder = Files.createTempDirectory("freshet-encode-");
    model = ServingModel.open(UntrainedModel.write(folder, "bench-1", ITEMS, 1, NOW));
    InteractionType view = InteractionTypes.builtIn().find("view").orElseThrow();
    SplittableRandom random = new SplittableRandom(1);
    List<Touch> recent = new ArrayList<>();
    for (int i = 0; i < touches; i++) {
      recent.add(
          new Touch(
              Workload.item(random.nextInt(ITEMS)),
              view,
              NOW.minus(Duration.ofMinutes(7L * i)),
              OptionalDouble.empty()));
    }
    history = new UserHistory(recent, List.of(), List.of());
  }

  @TearDown
  public void close() throws IOException {
    model.close();
    for (String file : List.of("bench-1.pt", "bench-1.json")) {
      Files.delete(folder.resolve(file));
    }
    Files.delete(folder);
  }

  @Benchmark
  public Object user() {
    return model.user(history, NOW);
  }
}
