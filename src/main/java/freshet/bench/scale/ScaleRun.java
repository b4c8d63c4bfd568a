package freshet.bench.scale;

import freshet.bench.Backlog;
import freshet.bench.CpuTime;
import freshet.bench.FailedBenchException;
import freshet.bench.WorkShares;
import freshet.bench.Workload;
import freshet.bench.load.EventFlow;
import freshet.bench.load.WarmSite;
import freshet.bench.load.Watch;
import freshet.bench.load.WatchedRequest;
import freshet.process.BrokerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What happens once the first instance is warm: instances that come and go while slates are asked
 * for, and between that events at full speed.
 */
final class ScaleRun implements AutoCloseable {
  private static final Duration READY_WITHIN = Duration.ofMinutes(5);

  /**
   * Kafka Streams moves work to a new instance when its standbys have caught up, looked at each
   * minute.
   */
  private static final Duration SHARED_WITHIN = Duration.ofMinutes(5);

  /** How long answers are looked at when the others do the work of one that was killed. */
  private static final Duration AFTERWARDS = Duration.ofSeconds(5);

  private static final Duration INTERVAL = Duration.ofMillis(250);

  private final ScaleBench.Plan plan;
  private final Workload.Shape site;
  private final long seed;
  private final Consumer<String> progress;
  private final BrokerProcess broker;
  private final List<Instance> instances;
  private final WarmSite warm;
  private final Gate gate;
  private final WorkShares shares;
  private final Backlog backlog;
  private final List<Step> steps = new ArrayList<>();
  private final List<Throughput> throughputs = new ArrayList<>();
  private int running = 1;

  /**
   * @param application the {@code application.id} of the instances' topology
   * @param instances of which the first runs and is warm
   */
  ScaleRun(
      ScaleBench.Plan plan,
      Workload.Shape site,
      String application,
      long seed,
      Consumer<String> progress,
      BrokerProcess broker,
      List<Instance> instances,
      WarmSite warm) {
    String bootstrapServers = broker.settingsOfUsers().get("kafka.bootstrap.servers");
    this.plan = plan;
    this.site = site;
    this.seed = seed;
    this.progress = progress;
    this.broker = broker;
    this.instances = instances;
    this.warm = warm;
    this.gate = Gate.open(instances);
    this.shares = new WorkShares(bootstrapServers, application);
    this.backlog = new Backlog(bootstrapServers, application, warm.topic());
  }

  ScaleReport all() throws InterruptedException {
    awaitReady(instances.get(0));
    measure();
    for (int count = 2; count <= plan.instances(); count++) {
      Instance next = instances.get(count - 1);
      asked(
          "from %d to %d".formatted(count - 1, count),
          () -> {
            next.start();
            awaitReady(next);
            awaitShared(running + 1);
          });
      running = count;
      measure();
    }
    asked("rolling restart", this::restartInTurn);
    Instance victim = instances.get(running - 1);
    asked("one killed", () -> kill(victim));
    asked("and started again", () -> startAgain(victim));
    asked(
        "from %d to 1".formatted(plan.instances()),
        () -> {
          while (running > 1) {
            instances.get(running - 1).stop();
            running--;
          }
          awaitShared(1);
        });
    return new ScaleReport(plan, steps, throughputs);
  }

  private void restartInTurn() throws InterruptedException {
    for (Instance instance : instances) {
      instance.stop();
      startAgain(instance);
    }
  }

  /** And waits until the others do its work, and a while to see what they answer then. */
  private void kill(Instance instance) throws InterruptedException {
    instance.kill();
    awaitShared(running - 1);
    TimeUnit.NANOSECONDS.sleep(AFTERWARDS.toNanos());
  }

  /** And waits until all are well again, as whoever goes on with the next one does. */
  private void startAgain(Instance instance) throws InterruptedException {
    instance.start();
    awaitReady(instance);
    awaitShared(running);
    for (Instance one : instances.subList(0, running)) {
      awaitReady(one);
    }
  }

  private void awaitReady(Instance instance) throws InterruptedException {
    instance.server().awaitReady(READY_WITHIN);
  }

  /** Until the first so many do all the work, and each some of it. */
  private void awaitShared(int count) throws InterruptedException {
    Set<String> wanted =
        new TreeSet<>(instances.subList(0, count).stream().map(Instance::id).toList());
    long deadline = System.nanoTime() + SHARED_WITHIN.toNanos();
    Map<String, Integer> now = shares.now();
    while (!(now.keySet().equals(wanted) && now.values().stream().allMatch(some -> some > 0))) {
      if (System.nanoTime() > deadline) {
        throw new FailedBenchException(
            "the work is not shared after %d s: partitions by instance %s"
                .formatted(SHARED_WITHIN.toSeconds(), now));
      }
      TimeUnit.NANOSECONDS.sleep(INTERVAL.toNanos());
      now = shares.now();
    }
    progress.accept("partitions by instance: " + now);
  }

  /** With as many as run now: requests while nothing happens, then events at full speed. */
  private void measure() throws InterruptedException {
    List<Instance> now = instances.subList(0, running);
    warmUp();
    Meters before = Meters.of(now);
    Step undisturbed =
        asked(
            running == 1 ? "1 instance" : running + " instances",
            () -> TimeUnit.NANOSECONDS.sleep(plan.undisturbed().toNanos()));
    Meters asked = Meters.of(now).minus(before).per(undisturbed.requests());
    throughputs.add(throughput(now, asked));
    progress.accept(
        String.format(
            Locale.ROOT,
            "%d of them take %,.0f events/s",
            running,
            throughputs.get(throughputs.size() - 1).eventsPerSecond()));
  }

  private void warmUp() throws InterruptedException {
    if (!plan.warmUp().isZero()) {
      try (Watch watch =
          Watch.start(gate::inService, site, plan.perSecond(), seed - 1 - running, false)) {
        TimeUnit.NANOSECONDS.sleep(plan.warmUp().toNanos());
        watch.end();
      }
    }
  }

  private Throughput throughput(List<Instance> now, Meters asked) throws InterruptedException {
    warm.await(backlog);
    Meters before = Meters.of(now);
    CpuTime server = cpu(now);
    CpuTime used = CpuTime.of(broker.process().handle());
    long began = System.nanoTime();
    warm.send(plan.events());
    warm.await(backlog);
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    Meters bytes = Meters.of(now).minus(before).per(plan.events());
    return new Throughput(
        running,
        plan.events(),
        took,
        cpu(now).minus(server),
        CpuTime.of(broker.process().handle()).minus(used),
        bytes.sentToKafka(),
        bytes.fetchedFromKafka(),
        asked.peerRequests(),
        asked.peerBytes());
  }

  private static CpuTime cpu(List<Instance> instances) {
    return instances.stream()
        .map(instance -> CpuTime.of(instance.server().process().handle()))
        .reduce(CpuTime::plus)
        .orElseThrow();
  }

  /** Does something while requests are sent and events flow in. */
  private Step asked(String name, Action action) throws InterruptedException {
    progress.accept(name);
    try (EventFlow events = warm.flow(plan.eventsPerSecond());
        Watch watch =
            Watch.start(gate::inService, site, plan.perSecond(), seed + steps.size(), false)) {
      long began = System.nanoTime();
      action.run();
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      List<WatchedRequest> requests = watch.end();
      events.requireFlowing();
      Optional<String> failure = watch.firstFailure().map(FailedBenchException::getMessage);
      Step step = Step.of(name, began, took, requests, watch.elsewhere(), failure);
      steps.add(step);
      progress.accept(line(step));
      return step;
    }
  }

  private static String line(Step step) {
    return String.format(
        Locale.ROOT,
        "%s: %,d requests in %d s, %d failed, %d degraded, complete after %.1f s, %d answered by another, p50 %.1f ms, p99 %.1f ms",
        step.name(),
        step.requests(),
        step.took().toSeconds(),
        step.failed(),
        step.degraded(),
        step.completeAfter().toMillis() / 1e3,
        step.elsewhere(),
        step.latency().p50(),
        step.latency().p99());
  }

  @Override
  public void close() {
    gate.close();
    shares.close();
    backlog.close();
  }

  @FunctionalInterface
  private interface Action {
    void run() throws InterruptedException;
  }
}
