package freshet.bench.scale;

import freshet.bench.Backlog;
import freshet.bench.CpuTime;
import freshet.bench.FailedBenchException;
import freshet.bench.FreePorts;
import freshet.bench.ServerProcess;
import freshet.bench.WorkShares;
import freshet.bench.Workload;
import freshet.bench.Workplace;
import freshet.bench.load.EventFlow;
import freshet.bench.load.WarmSite;
import freshet.bench.load.Watch;
import freshet.bench.load.WatchedRequest;
import freshet.process.BrokerProcess;
import freshet.process.Launch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * What a site notices of instances that come and go, and what more of them are good for.
 *
 * <p>A broker and the instances are processes of their own on one machine. They are started one
 * after the other, each is stopped and started again in turn, as when a new release is rolled out,
 * and all but the first are stopped, while slates are asked for at a fixed rate in open loop
 * ({@link Watch}) of those that say they are ready ({@link Gate}), and events flow in. Between
 * that, with every number of instances, events are sent at full speed.
 */
public final class ScaleBench {
  private static final Duration UP_WITHIN = Duration.ofMinutes(2);
  private static final Duration READY_WITHIN = Duration.ofMinutes(5);

  /**
   * Kafka Streams moves work to a new instance when its standbys have caught up, looked at each
   * minute.
   */
  private static final Duration SHARED_WITHIN = Duration.ofMinutes(5);

  private static final Duration INTERVAL = Duration.ofMillis(250);

  /**
   * How much is asked.
   *
   * @param instances up to how many, at least 2
   * @param perSecond requests
   * @param eventsPerSecond that flow in besides
   * @param warmUp how long to ask before that with every number of instances, for the compiler
   * @param undisturbed how long to ask while nothing happens, with every number of instances
   * @param events at full speed, with every number of instances
   */
  public record Plan(
      int instances,
      int perSecond,
      double eventsPerSecond,
      Duration warmUp,
      Duration undisturbed,
      int events) {}

  /** Makes the site warm on its first instance. */
  @FunctionalInterface
  public interface Warming {
    WarmSite warm(ServerProcess server) throws InterruptedException;
  }

  private final Plan plan;
  private final Workload.Shape site;
  private final String application;
  private final long seed;
  private final Consumer<String> progress;
  private final List<Step> steps = new ArrayList<>();
  private final List<Throughput> throughputs = new ArrayList<>();

  /**
   * @param site whose users ask
   * @param application the {@code application.id} of its topology
   * @param progress told what is going on, a line at a time
   */
  public ScaleBench(
      Plan plan, Workload.Shape site, String application, long seed, Consumer<String> progress) {
    this.plan = plan;
    this.site = site;
    this.application = application;
    this.seed = seed;
    this.progress = progress;
  }

  /**
   * Runs all of it, once.
   *
   * @param launch of broker and instances
   * @throws FailedBenchException if one of them does not start, or takes no share of the work
   */
  public ScaleReport run(Workplace workplace, Launch launch, Warming warming)
      throws InterruptedException {
    try (BrokerProcess broker =
        new BrokerProcess(
            workplace.start(
                launch,
                "broker",
                List.of(
                    "broker",
                    "--data-dir=" + workplace.folder().resolve("broker-data"),
                    "--kafka-port=0",
                    "--registry-port=0")))) {
      broker.awaitUp(UP_WITHIN);
      Launch joining =
          launch
              .withSettings(broker.settingsOfUsers())
              // All of them share the cores of one machine.
              .withSettings(Map.of("shutdown-limit", "60s"));
      FreePorts ports = new FreePorts(new SplittableRandom(ProcessHandle.current().pid()));
      List<Instance> instances =
          IntStream.rangeClosed(1, plan.instances())
              .mapToObj(number -> new Instance(workplace, joining, number, ports.take()))
              .toList();
      try {
        instances.get(0).start();
        try (WarmSite warm = warming.warm(instances.get(0).server());
            Run run = new Run(broker, instances, warm)) {
          run.all();
        }
      } finally {
        instances.forEach(Instance::close);
      }
    }
    return new ScaleReport(plan, steps, throughputs);
  }

  /** What happens once the first instance is warm. */
  private final class Run implements AutoCloseable {
    private final BrokerProcess broker;
    private final List<Instance> instances;
    private final WarmSite warm;
    private final Gate gate;
    private final WorkShares shares;
    private final Backlog backlog;
    private int running = 1;

    Run(BrokerProcess broker, List<Instance> instances, WarmSite warm) {
      String bootstrapServers = broker.settingsOfUsers().get("kafka.bootstrap.servers");
      this.broker = broker;
      this.instances = instances;
      this.warm = warm;
      this.gate = Gate.open(instances);
      this.shares = new WorkShares(bootstrapServers, application);
      this.backlog = new Backlog(bootstrapServers, application, warm.topic());
    }

    void all() throws InterruptedException {
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
      asked(
          "from %d to 1".formatted(plan.instances()),
          () -> {
            while (running > 1) {
              instances.get(running - 1).stop();
              running--;
            }
            awaitShared(1);
          });
    }

    private void restartInTurn() throws InterruptedException {
      for (Instance instance : instances) {
        instance.stop();
        instance.start();
        awaitReady(instance);
        awaitShared(running);
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
        Step step = Step.of(name, took, requests, watch.elsewhere(), failure);
        steps.add(step);
        progress.accept(line(step));
        return step;
      }
    }

    private static String line(Step step) {
      return String.format(
          Locale.ROOT,
          "%s: %,d requests in %d s, %d failed, %d degraded, %d answered by another, p50 %.1f ms, p99 %.1f ms",
          step.name(),
          step.requests(),
          step.took().toSeconds(),
          step.failed(),
          step.degraded(),
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
  }

  @FunctionalInterface
  private interface Action {
    void run() throws InterruptedException;
  }
}
