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
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Asks for recommendations at a fixed rate until it is told to end, in open loop as {@link
 * OpenLoop} does, and remembers each request, so that it can be told afterwards what was slow when.
 * A request that fails does not end it: it is remembered as well.
 */
public final class Watch implements AutoCloseable {
  private static final Duration END_LIMIT = Duration.ofMinutes(2);

  private final Supplier<List<URI>> servers;
  private final Workload.Shape site;
  private final boolean model;
  private final Schedule schedule;
  private final ExecutorService threads;
  private final List<Future<List<WatchedRequest>>> work = new ArrayList<>();
  private final AtomicLong next = new AtomicLong();
  private final AtomicReference<FailedBenchException> firstFailure = new AtomicReference<>();
  private final LongAdder elsewhere = new LongAdder();
  private volatile boolean ending;

  private Watch(Supplier<List<URI>> servers, Workload.Shape site, int perSecond, boolean model) {
    this.servers = servers;
    this.site = site;
    this.model = model;
    this.schedule = Schedule.soon(perSecond);
    this.threads = Executors.newFixedThreadPool(OpenLoop.connections(perSecond), OpenLoop::thread);
  }

  /**
   * Begins.
   *
   * @param servers those in service at the moment, at least one; they are asked in turn, and the
   *     next one when one is out of reach
   * @param site whose users ask for its items
   * @param model whether items of the layer model are to be expected
   */
  public static Watch start(
      Supplier<List<URI>> servers, Workload.Shape site, int perSecond, long seed, boolean model) {
    Watch watch = new Watch(servers, site, perSecond, model);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = OpenLoop.connections(perSecond); i > 0; i--) {
      SplittableRandom own = random.split();
      int turn = i;
      Callable<List<WatchedRequest>> asking = () -> watch.ask(own, turn);
      watch.work.add(watch.threads.submit(asking));
    }
    return watch;
  }

  private List<WatchedRequest> ask(RandomGenerator own, int turn) throws InterruptedException {
    List<WatchedRequest> asked = new ArrayList<>();
    Kind.Asker asker = Kind.PLAIN.asker(site.users(), site.items(), own);
    try (Balancer balancer = new Balancer(servers, turn)) {
      while (!ending) {
        long due = schedule.due(next.getAndIncrement());
        Schedule.await(due);
        Fate fate;
        try {
          fate = fate(balancer.ask(asker));
        } catch (FailedBenchException e) {
          firstFailure.compareAndSet(null, e);
          fate = Fate.FAILED;
        }
        asked.add(new WatchedRequest(due, System.nanoTime(), fate));
      }
      elsewhere.add(balancer.elsewhere());
      return asked;
    }
  }

  private Fate fate(SlateAnswer slate) {
    return slate.isDegraded() || (model && slate.model() == 0) ? Fate.DEGRADED : Fate.COMPLETE;
  }

  /** How often a request had to be sent to another server; once it has ended. */
  public long elsewhere() {
    return elsewhere.sum();
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
