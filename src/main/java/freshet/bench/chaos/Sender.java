package freshet.bench.chaos;

import freshet.bench.FailedBenchException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Sends interactions in several lanes at once, through whatever happens to the servers. */
final class Sender implements AutoCloseable {
  private static final Duration CONNECTS_WITHIN = Duration.ofSeconds(2);
  private static final Duration END_LIMIT = Duration.ofMinutes(6);

  private final List<Lane> lanes = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Lead lead;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  private Sender(List<URI> servers, long longestLead) {
    this.lead = new Lead(servers, longestLead, this::accepted);
  }

  /**
   * Begins to send.
   *
   * @param servers where their APIs are, dead or alive; they share the lanes
   * @param longestLead records that the log may be ahead of what is learned
   */
  static Sender start(NumberedInteractions interactions, List<URI> servers, long longestLead) {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECTS_WITHIN)
            .build();
    Sender sender = new Sender(servers, longestLead);
    for (int number = 0; number < interactions.lanes(); number++) {
      Lane lane =
          new Lane(
              interactions,
              number,
              client,
              servers.get(number % servers.size()).resolve("/v1/interactions"),
              sender.lead::isTooLong);
      Thread thread = new Thread(lane, "lane-" + number);
      thread.setDaemon(true);
      thread.setUncaughtExceptionHandler(
          (failed, error) -> sender.failure.compareAndSet(null, error));
      sender.lanes.add(lane);
      sender.threads.add(thread);
    }
    // It counts the lanes: not before all are there.
    sender.lead.start();
    sender.threads.forEach(Thread::start);
    return sender;
  }

  /** Interactions that were accepted so far. */
  long accepted() {
    return lanes.stream().mapToLong(Lane::accepted).sum();
  }

  /** Times a batch had to be sent again. */
  long repeated() {
    return lanes.stream().mapToLong(Lane::repeated).sum();
  }

  /** How many accepted interactions each item has; once the sender has ended. */
  Map<String, Long> expected() {
    Map<String, Long> all = new HashMap<>();
    lanes.forEach(lane -> lane.expected().forEach((item, n) -> all.merge(item, n, Long::sum)));
    return all;
  }

  /**
   * Makes sure that all lanes go on.
   *
   * @throws FailedBenchException if one has ended
   */
  void requireGoing() {
    Throwable error = failure.get();
    if (error instanceof FailedBenchException known) {
      throw new FailedBenchException(known.getMessage(), known);
    }
    if (error != null) {
      throw new IllegalStateException("sending has failed: " + error, error);
    }
  }

  /**
   * Ends once every batch on its way has been accepted.
   *
   * @throws FailedBenchException if one was not within minutes
   */
  void end() throws InterruptedException {
    lanes.forEach(Lane::end);
    long deadline = System.nanoTime() + END_LIMIT.toNanos();
    for (Thread thread : threads) {
      thread.join(Math.max(1, Duration.ofNanos(deadline - System.nanoTime()).toMillis()));
      if (thread.isAlive()) {
        throw new FailedBenchException(
            "the last batch was not accepted within %d minutes; look whether the server still runs"
                .formatted(END_LIMIT.toMinutes()));
      }
    }
    requireGoing();
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    lead.close();
  }
}
