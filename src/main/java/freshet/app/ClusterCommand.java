package freshet.app;

import freshet.process.Launch;
import freshet.process.ServeProcess;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code freshet cluster}: tries several instances on one machine. */
@Command(
    name = "cluster",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs several instances on this machine to try them: a broker and a registry in this process, and"
          + " each instance in a process of its own, with a port, a data directory and an instance-id"
          + " of its own. They end together: when one dies, the others are stopped.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  freshet cluster",
      "  freshet cluster --instances 2 --port 8080",
      "  freshet cluster --set kafka.partitions=6 --jvm=-Xmx512m",
      "",
      "Exit codes: 0 told to stop, 1 failed, 2 wrong usage."
    })
final class ClusterCommand implements Callable<Integer> {
  private static final int MOST = 16;
  private static final int LAST_PORT = 65_535;
  private static final Duration READY_WITHIN = Duration.ofMinutes(2);

  /** The instances stop first and then the broker; each may take what one process may. */
  private static final int STOPS_IN_TURN = 2;

  @Spec private CommandSpec spec;

  @Option(
      names = "--instances",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many, 1 to " + MOST + ". Default: ${DEFAULT-VALUE}")
  private int count;

  @Option(
      names = "--jvm",
      paramLabel = "OPTION",
      description = "An option of the instances' JVMs, such as --jvm=-Xmx512m. Can be repeated.")
  private List<String> jvm = List.of();

  @Mixin private ServerOptions server;
  @Mixin private SettingOption set;

  @Override
  public Integer call() throws InterruptedException {
    require(count >= 1 && count <= MOST, "--instances is %d; give 1 to %d".formatted(count, MOST));
    Settings settings = server.settings(set.settings());
    int port = settings.http().port();
    require(
        port + count - 1 <= LAST_PORT,
        "--port is %d, and %d instances need as many from there on; give %d at most"
            .formatted(port, count, LAST_PORT - count + 1));
    Exposure.check(settings);
    try (LocalCluster cluster = LocalCluster.start(settings, count, launch())) {
      Shutdown shutdown =
          Shutdown.of(cluster, settings.shutdownLimit().multipliedBy(STOPS_IN_TURN));
      cluster.awaitReady(READY_WITHIN, shutdown::isTold);
      if (!shutdown.isTold()) {
        greet(cluster);
      }
      cluster.await(shutdown::isTold);
    }
    return 0;
  }

  /** Several on one machine: each has less than one that has it to itself. */
  private Launch launch() {
    return Launch.ofThisProcess(ChildMain.class).with(List.of("-Xmx1g", "-XX:+UseG1GC")).with(jvm);
  }

  private void greet(LocalCluster cluster) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("Freshet runs on %d instances".formatted(cluster.instances().size()));
    out.println("  %-10s%-28s%s".formatted("instance", "address", "log"));
    int number = 1;
    for (ServeProcess instance : cluster.instances()) {
      out.println(
          "  %-10d%-28s%s".formatted(number++, instance.http(), instance.process().errFile()));
    }
    out.println(
        "  Kafka %s · schema registry %s"
            .formatted(cluster.broker().bootstrapServers(), cluster.broker().registryUrl()));
    out.println(
        "  try:  curl '%s/v1/users/ada/recommendations?k=10'"
            .formatted(cluster.instances().get(0).http()));
    out.println("  stop: Ctrl-C");
    out.flush();
  }

  private void require(boolean good, String message) {
    if (!good) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}
