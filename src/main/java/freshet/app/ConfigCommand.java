package freshet.app;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import freshet.http.exchange.Words;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code freshet config}: shows the settings as they stand, and where each was set. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows every setting as freshet serve would find it here with the same options, and where it was"
          + " set: by default, in which line of which file, by which variable, system property or"
          + " option. Secrets are not shown.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  freshet config",
      "  freshet config | grep -v '# default'",
      "  freshet config --json --config site.conf",
      "",
      "Exit codes: 0 shown, 1 failed, 2 wrong usage."
    })
final class ConfigCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print value and origin by setting, as JSON.")
  private boolean json;

  @Mixin private ServerOptions server;
  @Mixin private SettingOption set;

  @Override
  public Integer call() {
    List<ShownSetting> settings = ShownSetting.all(server.settings(set.settings()).effective());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(JsonText.of(bySetting(settings)));
    } else {
      // As in a settings file, so that a line can be copied into one.
      settings.forEach(
          setting ->
              out.println(
                  "%-50s # %s".formatted(assignment(setting), Words.shown(setting.from()))));
    }
    out.flush();
    return 0;
  }

  private static String assignment(ShownSetting setting) {
    return setting.setting()
        + " = "
        + ConfigValueFactory.fromAnyRef(setting.value()).render(ConfigRenderOptions.concise());
  }

  private static Map<String, Object> bySetting(List<ShownSetting> settings) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (ShownSetting setting : settings) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("value", setting.value());
      one.put("from", setting.from());
      all.put(setting.setting(), one);
    }
    return all;
  }
}
