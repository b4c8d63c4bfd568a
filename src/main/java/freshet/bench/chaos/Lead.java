package freshet.bench.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far the log is ahead of the topology, as the server says itself: taking events in costs less
 * than learning from them, and what has been taken in must be learned before it can be compared. So
 * full speed is that of the whole, with some seconds of work always left to do.
 */
final class Lead implements AutoCloseable {
  private static final Pattern BEHIND = Pattern.compile("\"behind\":\"(\\d+) records\"");
  private static final Duration INTERVAL = Duration.ofMillis(250);
  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(2);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(ANSWERED_WITHIN).build();
  private final HttpRequest ready;
  private final long longest;
  private final Thread thread = new Thread(this::run, "lead");
  private volatile boolean tooLong;

  private Lead(URI server, long longest) {
    this.longest = longest;
    ready =
        HttpRequest.newBuilder(server.resolve("/health/ready")).timeout(ANSWERED_WITHIN).build();
  }

  /**
   * Begins to watch a server, dead or alive.
   *
   * @param longest records yet to be read at which the sender pauses
   */
  static Lead watch(URI server, long longest) {
    Lead lead = new Lead(server, longest);
    lead.thread.setDaemon(true);
    lead.thread.start();
    return lead;
  }

  /** Whether the sender should pause. A server that does not answer is not waited for. */
  boolean isTooLong() {
    return tooLong;
  }

  private void run() {
    try {
      while (true) {
        tooLong = behind() > longest;
        TimeUnit.NANOSECONDS.sleep(INTERVAL.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long behind() throws InterruptedException {
    try {
      return parse(client.send(ready, HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException dead) {
      return 0;
    }
  }

  /** Reads it from what the server says of its readiness; 0 where it says nothing. */
  static long parse(String readiness) {
    Matcher behind = BEHIND.matcher(readiness);
    return behind.find() ? Long.parseLong(behind.group(1)) : 0;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
