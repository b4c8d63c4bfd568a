package freshet.bench.scale;

import freshet.bench.FailedBenchException;
import freshet.bench.FreePorts;
import freshet.bench.ServerProcess;
import freshet.bench.Workload;
import freshet.bench.Workplace;
import freshet.bench.load.WarmSite;
import freshet.bench.load.Watch;
import freshet.process.BrokerProcess;
import freshet.process.Launch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * What a site notices of instances that come and go, and what more of them are good for.
 *
 * <p>A broker and the instances are processes of their own on one machine. They are started one
 * after the other, each is stopped and started again in turn, as when a new release is rolled out,
 * one is killed (SIGKILL) and started again when the others do its work, and all but the first are
 * stopped, while slates are asked for at a fixed rate in open loop ({@link Watch}) of those that
 * say they are ready ({@link Gate}), and events flow in. Between that, with every number of
 * instances, events are sent at full speed.
 */
public final class ScaleBench {
  private static final Duration UP_WITHIN = Duration.ofMinutes(2);

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
            ScaleRun run =
                new ScaleRun(plan, site, application, seed, progress, broker, instances, warm)) {
          return run.all();
        }
      } finally {
        instances.forEach(Instance::close);
      }
    }
  }
}
