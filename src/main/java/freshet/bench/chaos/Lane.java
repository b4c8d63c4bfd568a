package freshet.bench.chaos;

import freshet.bench.FailedBenchException;
import freshet.event.Interaction;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Posts one batch of its interactions after the other, as the interface asks: a batch that is not
 * answered 202, or not at all, is sent again as it was, until it is. It may have been appended in
 * whole or in part each time.
 *
 * <p>A user's interactions all go through one lane, and no batch is sent before the one in front of
 * it was accepted. So between an interaction and its repetition lie at most {@value #BATCH} others
 * of the same user, and as long as a profile remembers so many event ids, every repetition is
 * recognised.
 */
final class Lane implements Runnable {
  /** Interactions sent together: the most of one user that can be repeated. */
  static final int BATCH = 500;

  private static final int ACCEPTED = 202;
  private static final int SERVER_ERROR = 500;
  private static final int TOO_MANY_REQUESTS = 429;

  /** Longer than a server waits for its log, so that it has given up when a batch comes again. */
  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(20);

  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int BYTES_PER_LINE = 128;

  private final NumberedInteractions interactions;
  private final int lane;
  private final HttpClient client;
  private final URI target;
  private final BooleanSupplier held;
  private final Map<String, Long> expected = new HashMap<>();
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong repeated = new AtomicLong();
  private volatile boolean ending;

  /**
   * @param lane its number, from 0
   * @param target where interactions are posted
   * @param held whether no further batch is to be sent for the moment
   */
  Lane(
      NumberedInteractions interactions,
      int lane,
      HttpClient client,
      URI target,
      BooleanSupplier held) {
    this.interactions = interactions;
    this.lane = lane;
    this.client = client;
    this.target = target;
    this.held = held;
  }

  /** Interactions that were accepted: all from the lane's first to this many. */
  long accepted() {
    return accepted.get();
  }

  /** Times a batch had to be sent again. */
  long repeated() {
    return repeated.get();
  }

  /** How many of the accepted interactions each item has; to be asked once the lane has ended. */
  Map<String, Long> expected() {
    return expected;
  }

  /** Tells it to end once the batch on its way has been accepted. */
  void end() {
    ending = true;
  }

  @Override
  public void run() {
    try {
      while (!ending) {
        if (held.getAsBoolean()) {
          TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        } else {
          sendBatch();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sendBatch() throws InterruptedException {
    long first = accepted.get();
    List<Interaction> batch = new ArrayList<>(BATCH);
    for (int i = 0; i < BATCH; i++) {
      batch.add(interactions.at(interactions.number(lane, first + i)));
    }
    HttpRequest request =
        HttpRequest.newBuilder(target)
            .timeout(ANSWERED_WITHIN)
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.ofByteArray(lines(batch)))
            .build();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isAccepted(request)) {
      if (System.nanoTime() > deadline) {
        throw new FailedBenchException(
            "a batch was not accepted for %d minutes; look whether the server can start at all"
                .formatted(PATIENCE.toMinutes()));
      }
      repeated.incrementAndGet();
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
    }
    batch.forEach(interaction -> expected.merge(interaction.item().value(), 1L, Long::sum));
    accepted.addAndGet(BATCH);
  }

  private boolean isAccepted(HttpRequest request) throws InterruptedException {
    HttpResponse<String> answer;
    try {
      answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException dead) {
      return false;
    }
    int status = answer.statusCode();
    // Not every status of success, and not with some interactions left out.
    if (status == ACCEPTED && answer.body().contains("\"rejected\":0")) {
      return true;
    }
    if (status >= SERVER_ERROR || status == TOO_MANY_REQUESTS) {
      return false;
    }
    throw new FailedBenchException(
        "the server answered interactions that are as they should be with %d: %s"
            .formatted(status, answer.body()));
  }

  private static byte[] lines(List<Interaction> batch) {
    StringBuilder lines = new StringBuilder(batch.size() * BYTES_PER_LINE);
    for (Interaction interaction : batch) {
      // Nothing in it needs to be escaped.
      lines
          .append("{\"eventId\":\"")
          .append(interaction.id().value())
          .append("\",\"user\":\"")
          .append(interaction.user().value())
          .append("\",\"item\":\"")
          .append(interaction.item().value())
          .append("\",\"type\":\"")
          .append(interaction.type().name())
          .append("\",\"time\":")
          .append(interaction.time().toEpochMilli())
          .append("}\n");
    }
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }
}
