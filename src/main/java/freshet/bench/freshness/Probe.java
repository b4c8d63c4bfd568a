package freshet.bench.freshness;

import freshet.bench.FailedBenchException;
import freshet.bench.load.HttpAnswer;
import freshet.bench.load.HttpConnection;
import freshet.bench.load.Latency;
import freshet.bench.load.Schedule;
import freshet.event.ItemId;
import freshet.event.UserId;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.HdrHistogram.Histogram;

/**
 * Hands an interaction in over HTTP and asks again and again for what it changes, at most once a
 * millisecond. The time counts from when the request with the interaction is sent until an answer
 * with its effect is there, so it holds the accepting and the last asking too.
 */
final class Probe {
  private static final long BETWEEN_ASKING = TimeUnit.MILLISECONDS.toNanos(1);

  /** Slow is a figure, and only what never shows is a failure: a busy machine takes seconds. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final HttpConnection connection;
  private final Histogram accepted = Latency.histogram();
  private final Histogram visible = Latency.histogram();
  private final Histogram asking = Latency.histogram();
  private final Histogram between = Latency.histogram();

  Probe(HttpConnection connection) {
    this.connection = connection;
  }

  /** Hands a view in; it is accepted when this returns. */
  static void view(HttpConnection connection, UserId user, ItemId item) {
    connection
        .post(
            "/v1/interactions",
            "application/json",
            "{\"user\":\"%s\",\"item\":\"%s\",\"type\":\"view\"}".formatted(user, item))
        .requireSuccess("POST /v1/interactions");
  }

  /** Asks until an answer shows what is waited for, without measuring. */
  static void await(HttpConnection connection, String path, Predicate<HttpAnswer> shows)
      throws InterruptedException {
    new Probe(connection).ask(System.nanoTime(), path, shows);
  }

  /**
   * Measures one view.
   *
   * @param path of what it changes
   * @param shows whether an answer has its effect
   * @throws FailedBenchException if there is none within 60 s
   */
  void measure(UserId user, ItemId item, String path, Predicate<HttpAnswer> shows)
      throws InterruptedException {
    long began = System.nanoTime();
    view(connection, user, item);
    accepted.recordValue(System.nanoTime() - began);
    visible.recordValue(ask(began, path, shows) - began);
  }

  /** When the answer was there that shows it. */
  private long ask(long began, String path, Predicate<HttpAnswer> shows)
      throws InterruptedException {
    long before = 0;
    while (true) {
      long sent = System.nanoTime();
      HttpAnswer answer = connection.get(path).requireSuccess("GET " + path);
      long answered = System.nanoTime();
      asking.recordValue(answered - sent);
      if (before != 0) {
        between.recordValue(sent - before);
      }
      before = sent;
      if (shows.test(answer)) {
        return answered;
      }
      if (answered - began > LIMIT.toNanos()) {
        throw new FailedBenchException(
            "GET %s does not show within %d s what was accepted; that is a defect to report"
                .formatted(path, LIMIT.toSeconds()));
      }
      Schedule.await(sent + BETWEEN_ASKING);
    }
  }

  Visibility result() {
    return new Visibility(
        Latency.of(visible), Latency.of(accepted), Latency.of(asking), Latency.of(between));
  }

  /** Takes in what another has measured. */
  void add(Probe other) {
    accepted.add(other.accepted);
    visible.add(other.visible);
    asking.add(other.asking);
    between.add(other.between);
  }
}
