package freshet.app;

import freshet.bench.FailedBenchException;
import freshet.broker.BrokerStartException;
import freshet.http.CannotListenException;
import freshet.process.FailedProcessException;
import freshet.registry.RegistryUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. Exit codes: 0, 1 failed, 2 wrong usage. */
@Command(
    name = "freshet",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    sortOptions = false,
    description = {"A real-time recommender on Kafka Streams.", ""},
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  freshet demo                  try it with a generated audience",
      "  freshet serve --port 8080     run it",
      "  freshet COMMAND --help        what a command does and takes",
      ""
    })
public final class Main implements Runnable {
  private static final int FAILED = 1;

  @Spec private CommandSpec spec;

  private Main() {}

  public static void main(String[] args) {
    AvroLimits.set();
    System.exit(commandLine().execute(args));
  }

  /** The whole command line, ready to run. */
  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .addSubcommand(new DemoCommand())
        .addSubcommand(new ServeCommand())
        .addSubcommand(new BrokerCommand())
        .addSubcommand(new ClusterCommand())
        .addSubcommand(new ImportCommand(KafkaImport::open))
        .addSubcommand(new RecommendCommand())
        .addSubcommand(new TrendingCommand())
        .addSubcommand(new WhyCommand())
        .addSubcommand(new UsersCommand())
        .addSubcommand(new ItemsCommand())
        .addSubcommand(new HealthCommand())
        .addSubcommand(new EvaluateCommand())
        .addSubcommand(
            // Until it is chosen by measuring: what a first prototype found best on MovieLens-1M.
            new TrainCommand())
        .addSubcommand(
            new CommandLine(new ModelsCommand())
                .addSubcommand(new ModelsValidateCommand())
                .addSubcommand(new ModelsReleaseCommand()))
        .addSubcommand(
            new CommandLine(new TopicsCommand())
                .addSubcommand(new TopicsCreateCommand())
                .addSubcommand(new TopicsCheckCommand()))
        .addSubcommand(new RebuildCommand())
        .addSubcommand(new ConfigCommand())
        .addSubcommand(benchmarks())
        .addSubcommand(new TopologyCommand())
        .setParameterExceptionHandler(Main::misused)
        .setExecutionExceptionHandler(Main::failed);
  }

  private static CommandLine benchmarks() {
    return new CommandLine(new BenchCommand())
        .addSubcommand(new BenchIngestCommand())
        .addSubcommand(new BenchRecommendCommand())
        .addSubcommand(new BenchFreshnessCommand())
        .addSubcommand(new BenchChaosCommand())
        .addSubcommand(new BenchReloadCommand())
        .addSubcommand(new BenchScaleCommand())
        .addSubcommand(new BenchCapacityCommand())
        .addSubcommand(new PassThroughCommand());
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing; the first to try is demo");
  }

  /** What is wrong, and where to look; the whole help would push it off the screen. */
  private static int misused(ParameterException error, String[] arguments) {
    CommandLine command = error.getCommandLine();
    PrintWriter err = command.getErr();
    boolean noCommand =
        error instanceof UnmatchedArgumentException unmatched
            && !unmatched.isUnknownOption()
            && !command.getSubcommands().isEmpty();
    err.println("freshet: " + (noCommand ? "there is no such command" : error.getMessage()));
    UnmatchedArgumentException.printSuggestions(error, err);
    err.println("Try '%s --help'.".formatted(command.getCommandSpec().qualifiedName()));
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  /** What is foreseen is one sentence; what is not is a defect, and shows where. */
  private static int failed(Exception error, CommandLine command, CommandLine.ParseResult parsed) {
    if (isForeseen(error)) {
      command.getErr().println("freshet: " + error.getMessage());
    } else {
      LoggerFactory.getLogger(Main.class).error("Something unforeseen went wrong", error);
    }
    return FAILED;
  }

  /** Whether an error's message is one sentence for people that names the cure. */
  static boolean isForeseen(Throwable error) {
    return error instanceof InvalidSettingsException
        || error instanceof BrokerStartException
        || error instanceof CannotListenException
        || error instanceof ConfigException
        || error instanceof RegistryUnavailableException
        || error instanceof IllegalStateException
        || error instanceof FailedBenchException
        || error instanceof FailedProcessException
        || error instanceof FailedCommandException;
  }

  /** Says which release this is and what it is built on. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      Properties version = new Properties();
      try (InputStream in = Main.class.getResourceAsStream("/version.properties")) {
        version.load(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new String[] {
        "freshet " + version.getProperty("version"),
        "Kafka " + version.getProperty("kafka") + ", Java " + Runtime.version()
      };
    }
  }
}
