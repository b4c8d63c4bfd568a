package freshet.bench.load;

import freshet.bench.FailedBenchException;
import freshet.bench.Workload;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.HdrHistogram.Histogram;

/**
 * Asks for recommendations at a fixed rate, in open loop: request n has its moment before the first
 * one is sent, and its latency counts from that moment, however late it is really sent. So a server
 * that stands still for a second is charged for all the requests that fell due in it, and not only
 * for the few that were on their way (no coordinated omission, as Gil Tene calls it).
 *
 * <p>Requests share a bounded number of kept-alive connections, each with a thread: the next free
 * one takes the next request and waits for its moment.
 */
public final class OpenLoop {
  /** More than a server that keeps up ever has at work at once. */
  private static final int CONNECTIONS = 48;

  /** With fewer requests than these, a connection would idle until the server closes it. */
  private static final int CONNECTIONS_PER_REQUEST_A_SECOND = 5;

  private final URI server;
  private final Workload.Shape site;
  private final SplittableRandom random;

  /**
   * @param site whose users ask for its items
   */
  public OpenLoop(URI server, Workload.Shape site, long seed) {
    this.server = server;
    this.site = site;
    this.random = new SplittableRandom(seed);
  }

  /**
   * What became of the requests of one run.
   *
   * @param latency from when each was due until its answer was there
   * @param lateness from when each was due until it was sent: the generator's own part, or requests
   *     that waited for a free connection
   * @param collaborative share of the items that the layer collaborative gave, 0 to 1
   * @param model share of the items that the layer model gave, 0 to 1
   * @param degraded share of the answers that said they were degraded, 0 to 1
   * @param kept whether all were sent; if not, the server fell so far behind that it was no use
   */
  public record Outcome(
      Latency latency,
      Latency lateness,
      double collaborative,
      double model,
      double degraded,
      boolean kept) {}

  /** What one connection has seen. */
  private static final class Seen {
    private final Histogram latency = Latency.histogram();
    private final Histogram lateness = Latency.histogram();
    private long items;
    private long collaborative;
    private long model;
    private long degraded;
    private boolean kept = true;
  }

  /**
   * Asks for a while.
   *
   * @param kind what for
   * @param patience how late a request may be sent; behind that, the run is given up
   * @throws FailedBenchException if an answer is not a full slate
   */
  public Outcome run(Kind kind, int perSecond, Duration time, Duration patience)
      throws InterruptedException {
    int count = connections(perSecond);
    List<HttpConnection> connections = new ArrayList<>(count);
    ExecutorService threads = Executors.newFixedThreadPool(count, OpenLoop::thread);
    try {
      for (int i = 0; i < count; i++) {
        connections.add(HttpConnection.open(server));
      }
      return run(new Run(kind, Schedule.soon(perSecond), time, patience), connections, threads);
    } finally {
      threads.shutdownNow();
      connections.forEach(HttpConnection::close);
    }
  }

  /** How many connections share so many requests/s. */
  static int connections(int perSecond) {
    return Math.min(CONNECTIONS, CONNECTIONS_PER_REQUEST_A_SECOND * perSecond);
  }

  static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "bench-requests");
    thread.setDaemon(true);
    return thread;
  }

  /** The requests of one run, each taken once. */
  private static final class Run {
    private final Kind kind;
    private final Schedule schedule;
    private final long requests;
    private final Duration patience;
    private final AtomicLong next = new AtomicLong();

    Run(Kind kind, Schedule schedule, Duration time, Duration patience) {
      this.kind = kind;
      this.schedule = schedule;
      this.requests = schedule.within(time);
      this.patience = patience;
    }
  }

  private Outcome run(Run run, List<HttpConnection> connections, ExecutorService threads)
      throws InterruptedException {
    List<Callable<Seen>> work = new ArrayList<>();
    for (HttpConnection connection : connections) {
      RandomGenerator own = random.split();
      work.add(() -> ask(run, connection, own));
    }
    Seen all = new Seen();
    for (Future<Seen> done : threads.invokeAll(work)) {
      Seen one = result(done);
      all.latency.add(one.latency);
      all.lateness.add(one.lateness);
      all.items += one.items;
      all.collaborative += one.collaborative;
      all.model += one.model;
      all.degraded += one.degraded;
      all.kept &= one.kept;
    }
    return new Outcome(
        Latency.of(all.latency),
        Latency.of(all.lateness),
        share(all.collaborative, all.items),
        share(all.model, all.items),
        share(all.degraded, all.latency.getTotalCount()),
        all.kept);
  }

  private static double share(long part, long all) {
    return all == 0 ? 0 : (double) part / all;
  }

  private Seen ask(Run run, HttpConnection connection, RandomGenerator own)
      throws InterruptedException {
    Seen seen = new Seen();
    Kind.Asker asker = run.kind.asker(site.users(), site.items(), own);
    for (long n = run.next.getAndIncrement(); n < run.requests; n = run.next.getAndIncrement()) {
      long due = run.schedule.due(n);
      Schedule.await(due);
      long late = System.nanoTime() - due;
      if (late > run.patience.toNanos()) {
        seen.kept = false;
        return seen;
      }
      SlateAnswer slate = asker.ask(connection);
      seen.latency.recordValue(System.nanoTime() - due);
      seen.lateness.recordValue(late);
      seen.items += slate.items();
      seen.collaborative += slate.collaborative();
      seen.model += slate.model();
      seen.degraded += slate.isDegraded() ? 1 : 0;
    }
    return seen;
  }

  private static Seen result(Future<Seen> done) throws InterruptedException {
    try {
      return done.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof FailedBenchException failed) {
        throw failed;
      }
      throw new FailedBenchException("the generator of requests has failed; that is a defect", e);
    }
  }
}
