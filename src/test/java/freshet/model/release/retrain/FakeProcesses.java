package freshet.model.release.retrain;

import freshet.model.release.TrainingProgress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;

/** Starts {@link FakeTraining} as a real process. */
public final class FakeProcesses implements TrainingRun.Processes {
  private final List<TrainingOrder> orders = new CopyOnWriteArrayList<>();
  private volatile String what = "well";
  private volatile String ndcg = "0.2";

  /** What the next ones do. */
  public FakeProcesses doing(String now) {
    what = now;
    return this;
  }

  /** How good the next ones are. */
  public FakeProcesses reaching(double now) {
    ndcg = Double.toString(now);
    return this;
  }

  /** What was ordered so far. */
  public List<TrainingOrder> orders() {
    return orders;
  }

  @Override
  public ProcessBuilder command(TrainingOrder order) {
    orders.add(order);
    return command(what, order.out().toString(), ndcg);
  }

  static ProcessBuilder command(String... arguments) {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                FakeTraining.class.getName()));
    line.addAll(List.of(arguments));
    return new ProcessBuilder(line);
  }

  @Override
  public Optional<TrainingProgress> read(String line) {
    String[] parts = line.split("\\|", -1);
    return parts.length != 2
        ? Optional.empty()
        : Optional.of(
            new TrainingProgress(
                parts[0],
                Integer.parseInt(parts[1]),
                2,
                0.5,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalLong.of(60),
                Optional.empty()));
  }
}
