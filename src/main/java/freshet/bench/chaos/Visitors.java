package freshet.bench.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/**
 * Asks for slates all the while, as a site behind a load balancer does: a request that one server
 * does not answer is sent to the next.
 */
final class Visitors implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(50);
  private static final Duration CONNECTS_WITHIN = Duration.ofSeconds(1);
  private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(5);
  private static final Duration END_LIMIT = Duration.ofSeconds(30);
  private static final int SUCCESS = 200;
  private static final int USERS = 1_000;
  private static final int FAILURES = 5;
  private static final String DEGRADED = "\"degraded\":true";

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECTS_WITHIN)
          .build();
  private final List<UnsteadyServer> servers;
  private final Random random;
  private final Completeness completeness = new Completeness();
  private final Thread thread = new Thread(this::run, "visitors");
  private final AtomicReference<Throwable> defect = new AtomicReference<>();
  private volatile boolean ending;
  private long requests;
  private final List<String> failures = new ArrayList<>();
  private long failed;
  private long nobody;
  private long degraded;

  private enum Fate {
    COMPLETE,
    DEGRADED,
    FAILED,
    NOBODY
  }

  private Visitors(List<UnsteadyServer> servers, long seed) {
    this.servers = servers;
    this.random = new Random(seed);
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((failing, error) -> defect.compareAndSet(null, error));
  }

  /** Begins to ask. */
  static Visitors start(List<UnsteadyServer> servers, long seed) {
    Visitors visitors = new Visitors(servers, seed);
    visitors.thread.start();
    return visitors;
  }

  private void run() {
    try {
      while (!ending) {
        long began = System.nanoTime();
        Fate fate = visit();
        requests++;
        failed += fate == Fate.FAILED ? 1 : 0;
        nobody += fate == Fate.NOBODY ? 1 : 0;
        degraded += fate == Fate.DEGRADED ? 1 : 0;
        completeness.note(began, fate == Fate.COMPLETE);
        TimeUnit.NANOSECONDS.sleep(began + EVERY.toNanos() - System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Fate visit() throws InterruptedException {
    List<OptionalInt> before = up();
    List<UnsteadyServer> order = new ArrayList<>(servers);
    Collections.shuffle(order, random);
    List<String> said = new ArrayList<>();
    String user = NumberedInteractions.user(random.nextInt(USERS)).value();
    for (UnsteadyServer server : order) {
      URI address = server.http().resolve("/v1/users/" + user + "/recommendations?k=10");
      try {
        HttpResponse<String> answer =
            client.send(
                HttpRequest.newBuilder(address).timeout(ANSWERED_WITHIN).build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == SUCCESS) {
          return answer.body().contains(DEGRADED) ? Fate.DEGRADED : Fate.COMPLETE;
        }
        said.add(answer.statusCode() + " " + answer.body());
      } catch (IOException dead) {
        // The next one is asked.
        said.add(dead.toString());
      }
    }
    List<OptionalInt> after = up();
    boolean stood =
        IntStream.range(0, servers.size())
            .anyMatch(i -> before.get(i).isPresent() && before.get(i).equals(after.get(i)));
    if (!stood) {
      return Fate.NOBODY;
    }
    if (failures.size() < FAILURES) {
      failures.add(String.join(", ", said));
    }
    return Fate.FAILED;
  }

  private List<OptionalInt> up() {
    return servers.stream().map(UnsteadyServer::up).toList();
  }

  /** Asks no more, and tells what was answered. */
  Visits end() throws InterruptedException {
    ending = true;
    thread.join(END_LIMIT.toMillis());
    if (thread.isAlive()) {
      throw new IllegalStateException("a visitor waits for longer than any answer may take");
    }
    if (defect.get() != null) {
      throw new IllegalStateException("asking has failed: " + defect.get(), defect.get());
    }
    return new Visits(requests, failed, failures, nobody, degraded, completeness.longest());
  }

  @Override
  public void close() {
    ending = true;
    thread.interrupt();
  }
}
