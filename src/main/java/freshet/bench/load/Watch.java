package freshet.bench.load;

import freshet.bench.FailedBenchException;
import freshet.bench.Workload;
import freshet.bench.load.WatchedRequest.Fate;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;

/**
 * Asks for recommendations at a fixed rate until it is told to end, in open loop as {@link
 * OpenLoop} does, and remembers each request, so that it can be told afterwards what was slow when.
 * A request that fails does not end it: it is remembered as well.
 */
public final class Watch implements AutoCloseable {
  private static final Duration END_LIMIT = Duration.ofSeconds(30);

  private final URI server;
  private final Workload.Shape site;
  private final Schedule schedule;
  private final ExecutorService threads;
  private final List<Future<List<WatchedRequest>>> work = new ArrayList<>();
  private final AtomicLong next = new AtomicLong();
  private final AtomicReference<FailedBenchException> firstFailure = new AtomicReference<>();
  private volatile boolean ending;

  private Watch(URI server, Workload.Shape site, int perSecond) {
    this.server = server;
    this.site = site;
    this.schedule = Schedule.soon(perSecond);
    this.threads = Executors.newFixedThreadPool(OpenLoop.connections(perSecond), OpenLoop::thread);
  }

  /**
   * Begins.
   *
   * @param site whose users ask for its items
   */
  public static Watch start(URI server, Workload.Shape site, int perSecond, long seed) {
    Watch watch = new Watch(server, site, perSecond);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = OpenLoop.connections(perSecond); i > 0; i--) {
      SplittableRandom own = random.split();
      Callable<List<WatchedRequest>> asking = () -> watch.ask(own);
      watch.work.add(watch.threads.submit(asking));
    }
    return watch;
  }

  private List<WatchedRequest> ask(RandomGenerator own) throws InterruptedException {
    List<WatchedRequest> asked = new ArrayList<>();
    Kind.Asker asker = Kind.PLAIN.asker(site.users(), site.items(), own);
    Optional<HttpConnection> connection = Optional.empty();
    try {
      while (!ending) {
        long due = schedule.due(next.getAndIncrement());
        Schedule.await(due);
        Fate fate;
        try {
          connection = Optional.of(connection.orElseGet(() -> HttpConnection.open(server)));
          fate = fate(asker.ask(connection.get()));
        } catch (FailedBenchException e) {
          firstFailure.compareAndSet(null, e);
          fate = Fate.FAILED;
          connection.ifPresent(HttpConnection::close);
          connection = Optional.empty();
        }
        asked.add(new WatchedRequest(due, System.nanoTime(), fate));
      }
      return asked;
    } finally {
      connection.ifPresent(HttpConnection::close);
    }
  }

  private static Fate fate(SlateAnswer slate) {
    return slate.isDegraded() || slate.model() == 0 ? Fate.DEGRADED : Fate.BY_MODEL;
  }

  /** The first failure of a request so far. */
  public Optional<FailedBenchException> firstFailure() {
    return Optional.ofNullable(firstFailure.get());
  }

  /** Sends no more requests, waits for the last answers, and tells of all. */
  public List<WatchedRequest> end() throws InterruptedException {
    ending = true;
    List<WatchedRequest> all = new ArrayList<>();
    try {
      for (Future<List<WatchedRequest>> one : work) {
        all.addAll(one.get(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS));
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new FailedBenchException("the generator of requests has failed; that is a defect", e);
    }
    return all;
  }

  @Override
  public void close() {
    ending = true;
    threads.shutdownNow();
  }
}
