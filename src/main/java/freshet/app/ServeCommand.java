package freshet.app;

import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code freshet serve}: runs until it is told to stop. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs Freshet: HTTP, the stream and, unless kafka.bootstrap.servers is set, a Kafka broker and a"
          + " schema registry of its own.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  freshet serve",
      "  freshet serve --port 8080 --data-dir /var/lib/freshet",
      "  FRESHET_KAFKA_BOOTSTRAP_SERVERS=kafka:9092 freshet serve",
      "",
      "Exit codes: 0 told to stop, 1 failed, 2 wrong usage."
    })
final class ServeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ServerOptions options;

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = options.settings();
    Application application = Application.start(settings, Clock.systemUTC());
    Shutdown shutdown = Shutdown.of(application, settings.shutdownLimit());
    Greeting.print(spec.commandLine().getOut(), application, "ada");
    shutdown.await();
    return 0;
  }
}
