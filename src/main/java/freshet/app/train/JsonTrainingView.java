package freshet.app.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.function.LongSupplier;

/**
 * One JSON object in each line, for a program that watches: {@code phase} (reading, training,
 * choosing, done, failed) and what is known of {@code epoch}, {@code epochs}, {@code share}, {@code
 * loss}, {@code ndcg}, {@code hitRate}, {@code secondsLeft} and {@code message}. At most one each
 * second, but for epochs and the end.
 */
public final class JsonTrainingView implements TrainingView {
  private static final long NANOS_BETWEEN = 1_000_000_000L;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final PrintWriter out;
  private final LongSupplier nanoTime;
  private long spoken;

  /**
   * A view for a program.
   *
   * @param nanoTime as {@link System#nanoTime}
   */
  public JsonTrainingView(PrintWriter out, LongSupplier nanoTime) {
    this.out = out;
    this.nanoTime = nanoTime;
    spoken = nanoTime.getAsLong() - NANOS_BETWEEN;
  }

  @Override
  public void reading(long interactions) {
    if (isDue()) {
      print(phase("reading").put("message", "%,d interactions".formatted(interactions)));
    }
  }

  @Override
  public void note(String message) {
    print(phase("reading").put("message", message));
  }

  @Override
  public void step(Standing standing) {
    if (isDue()) {
      print(training(standing));
    }
  }

  @Override
  public void epoch(Standing standing, boolean best) {
    print(training(standing));
  }

  @Override
  public void choosing(double share) {
    if (share == 0 || isDue()) {
      print(phase("choosing").put("share", rounded(share)));
    }
  }

  @Override
  public void done(String message) {
    print(phase("done").put("message", message));
  }

  @Override
  public void failed(String message) {
    print(phase("failed").put("message", message));
  }

  @Override
  public void close() {
    out.flush();
  }

  private static ObjectNode training(Standing standing) {
    ObjectNode line =
        phase("training")
            .put("epoch", standing.epoch())
            .put("epochs", standing.epochs())
            .put("share", rounded(standing.share()))
            .put("loss", rounded(standing.loss()));
    standing
        .validation()
        .ifPresent(
            seen -> line.put("ndcg", rounded(seen.ndcg())).put("hitRate", rounded(seen.hitRate())));
    return line.put("secondsLeft", Math.round(standing.secondsLeft()));
  }

  private static ObjectNode phase(String phase) {
    return JSON.createObjectNode().put("phase", phase);
  }

  private static double rounded(double value) {
    return Math.round(value * 1e4) / 1e4;
  }

  private boolean isDue() {
    long now = nanoTime.getAsLong();
    if (now - spoken < NANOS_BETWEEN) {
      return false;
    }
    spoken = now;
    return true;
  }

  private void print(ObjectNode line) {
    try {
      out.println(JSON.writeValueAsString(line));
      out.flush();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("names and numbers are always JSON", e);
    }
  }
}
