package freshet.app;

import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code freshet broker}: runs the embedded broker and registry alone. */
@Command(
    name = "broker",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs the embedded Kafka broker and schema registry alone, for several freshet serve on this"
          + " machine. They listen on loopback.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  freshet broker",
      "  freshet broker --data-dir /var/lib/freshet --kafka-port 9192",
      "",
      "Exit codes: 0 told to stop, 1 failed, 2 wrong usage."
    })
final class BrokerCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--kafka-host",
      paramLabel = "HOST",
      description = "Where the broker listens, an address of loopback. Default: 127.0.0.1")
  private String host;

  @Mixin private ClusterOptions cluster;

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = cluster.settings(host == null ? Map.of() : Map.of("kafka.host", host));
    LogFormat.apply(settings.logFormat());
    BrokerAlone broker = BrokerAlone.start(settings);
    Shutdown shutdown = Shutdown.of(broker, settings.shutdownLimit());
    greet(broker);
    shutdown.await();
    return 0;
  }

  private void greet(BrokerAlone broker) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("The broker is up");
    out.println(
        "  Kafka %s · schema registry %s"
            .formatted(broker.bootstrapServers(), broker.registryUrl()));
    out.println("  for freshet serve, in the environment:");
    out.println("    export FRESHET_KAFKA_BOOTSTRAP_SERVERS=" + broker.bootstrapServers());
    out.println("    export FRESHET_SCHEMA_REGISTRY_URL=" + broker.registryUrl());
    out.println("    export FRESHET_AUTO_REGISTER_SCHEMAS=true");
    out.println("  stop: Ctrl-C");
    out.flush();
  }
}
