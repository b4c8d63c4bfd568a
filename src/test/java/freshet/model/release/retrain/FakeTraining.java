package freshet.model.release.retrain;

import freshet.model.release.Artifacts;
import freshet.process.ParentWatch;
import java.nio.file.Path;
import java.util.Map;

/** A training process that learns nothing: what it does is its first argument. */
public final class FakeTraining {
  private FakeTraining() {}

  /**
   * Runs it.
   *
   * @param args what to do (well, fail, hang, slow, crash), and where the model goes
   */
  public static void main(String[] args) throws InterruptedException {
    ParentWatch.begin();
    switch (args[0]) {
      case "well" -> {
        System.out.println("reading|1");
        System.out.println("this says nothing of progress");
        System.out.println("training|2");
        Path out = Path.of(args[1]);
        Artifacts.write(
            out.getParent(),
            out.getFileName().toString().replace(".pt", ""),
            2_000,
            Map.of("ladder.ndcg", Double.valueOf(args[2]), "without.ndcg", 0.1));
      }
      case "fail" -> {
        System.err.println("12:00:00 WARN  something else");
        System.err.println("freshet: there are 3 interactions and 100 are needed; wait for more");
        System.exit(1);
      }
      case "crash" -> Runtime.getRuntime().halt(134);
      default -> {
        System.out.println("training|1");
        Thread.currentThread().join();
      }
    }
  }
}
