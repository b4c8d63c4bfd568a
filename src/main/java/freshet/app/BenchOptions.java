package freshet.app;

import freshet.process.Launch;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The options that all benchmarks share: how the server they measure is started, and how figures
 * are shown.
 */
final class BenchOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--set",
      paramLabel = "SETTING=VALUE",
      description = "A setting of the server that differs from the reference. Can be repeated.")
  private Map<String, String> settings = Map.of();

  @Option(
      names = "--jvm",
      paramLabel = "OPTION",
      description = "An option of the server's JVM, such as --jvm=-Xmx2g. Can be repeated.")
  private List<String> jvm = List.of();

  @Option(names = "--json", description = "Print the figures as JSON.")
  private boolean json;

  /** How the server is started. */
  Launch launch() {
    return Launch.ofThisProcess(ChildMain.class).with(jvm).withSettings(settings);
  }

  /**
   * The settings of the server.
   *
   * @throws InvalidSettingsException before anything is started
   */
  Settings settings() {
    return Settings.with(settings);
  }

  /** Tells people what is going on. */
  void tell(String line) {
    PrintWriter err = command.commandLine().getErr();
    err.println(line);
    err.flush();
  }

  /**
   * Makes sure that an option is good.
   *
   * @param message what is wrong and the cure, with a place for the value
   */
  void require(boolean good, String message, Object value) {
    if (!good) {
      throw new ParameterException(command.commandLine(), message.formatted(value));
    }
  }

  /** Prints the figures, as they are wanted. */
  void print(Map<String, Object> figures, String table) {
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      out.println(JsonText.of(figures));
    } else {
      out.print(table);
    }
    out.flush();
  }
}
