package freshet.bench.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far the log is ahead of the topology, as the server says itself: taking events in costs less
 * than learning from them, and what has been taken in must be learned before it can be compared. So
 * full speed is that of the whole, with some seconds of work always left to do.
 */
final class Lead implements AutoCloseable {
  private static final int READY = 200;
  private static final Pattern BEHIND = Pattern.compile("\"behind\":\"(\\d+) records\"");
  private static final Duration INTERVAL = Duration.ofMillis(250);
  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(2);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(ANSWERED_WITHIN).build();
  private final List<HttpRequest> ready;
  private final long longest;
  private final LongSupplier accepted;
  private final Thread thread = new Thread(this::run, "lead");
  private volatile Reading reading = new Reading(0, 0);

  /** What was yet to be learned when so much had been accepted. */
  private record Reading(long behind, long accepted) {}

  /**
   * One that does not watch yet.
   *
   * @param servers that share the work, dead or alive
   * @param longest records yet to be read at which the sender pauses
   * @param accepted how many they have accepted so far
   */
  Lead(List<URI> servers, long longest, LongSupplier accepted) {
    this.longest = longest;
    this.accepted = accepted;
    ready =
        servers.stream()
            .map(
                server ->
                    HttpRequest.newBuilder(server.resolve("/health/ready"))
                        .timeout(ANSWERED_WITHIN)
                        .build())
            .toList();
    thread.setDaemon(true);
  }

  /** Begins to watch. */
  void start() {
    thread.start();
  }

  /** Whether the sender should pause: a server that does not say otherwise has learned nothing. */
  boolean isTooLong() {
    Reading last = reading;
    return last.behind + (accepted.getAsLong() - last.accepted) > longest;
  }

  private void run() {
    try {
      while (true) {
        long before = accepted.getAsLong();
        behind().ifPresent(records -> reading = new Reading(records, before));
        TimeUnit.NANOSECONDS.sleep(INTERVAL.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Of all together; empty as long as one does not say. */
  private OptionalLong behind() throws InterruptedException {
    long all = 0;
    for (HttpRequest one : ready) {
      OptionalLong records = behind(one);
      if (records.isEmpty()) {
        return records;
      }
      all += records.getAsLong();
    }
    return OptionalLong.of(all);
  }

  private OptionalLong behind(HttpRequest one) throws InterruptedException {
    try {
      HttpResponse<String> said = client.send(one, HttpResponse.BodyHandlers.ofString());
      // One that is not ready does not know it yet.
      return said.statusCode() == READY ? parse(said.body()) : OptionalLong.empty();
    } catch (IOException dead) {
      return OptionalLong.empty();
    }
  }

  /** Reads it from what the server says of its readiness; empty where it says nothing of it. */
  static OptionalLong parse(String readiness) {
    Matcher behind = BEHIND.matcher(readiness);
    return behind.find() ? OptionalLong.of(Long.parseLong(behind.group(1))) : OptionalLong.empty();
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
