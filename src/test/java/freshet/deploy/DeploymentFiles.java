package freshet.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import freshet.app.Settings;
import freshet.http.health.GetLive;
import freshet.http.health.GetReady;
import freshet.http.health.Readiness;
import io.javalin.Javalin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What Freshet is deployed with, read the way those read it whom it is for. */
final class DeploymentFiles {
  static final ObjectMapper JSON = new ObjectMapper();

  /** A version somebody can go back to, not whatever is the latest. */
  static final String FIXED_VERSION = "[^:]+:v?\\d+\\.\\d+\\.\\d+\\S*";

  private DeploymentFiles() {}

  /** The documents of a YAML file, with what is said by reference put in its place. */
  static List<JsonNode> documents(String file) throws IOException {
    List<JsonNode> documents = new ArrayList<>();
    for (Object document : yaml().loadAll(Files.readString(Path.of(file)))) {
      documents.add(JSON.valueToTree(document));
    }
    return documents;
  }

  /** The only document of a YAML file. */
  static JsonNode document(String file) throws IOException {
    return parsed(Files.readString(Path.of(file)));
  }

  static JsonNode parsed(String yaml) {
    return JSON.valueToTree(yaml().<Object>load(yaml));
  }

  private static Yaml yaml() {
    return new Yaml(new SafeConstructor(new LoaderOptions()));
  }

  /** The texts of a list, or the field names of a block that is written as one. */
  static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    node.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  static Map<String, String> block(JsonNode node) {
    Map<String, String> block = new TreeMap<>();
    node.properties().forEach(field -> block.put(field.getKey(), field.getValue().asText()));
    return block;
  }

  /** What a process in the container has for settings, checked as at its start. */
  static Settings settings(Path file, Map<String, String> environment) throws IOException {
    Map<String, String> all = new TreeMap<>(Dockerfile.read().environment());
    all.putAll(environment);
    return Settings.load(Optional.of(file), all, Map.of(), Map.of());
  }

  /** Those variables of an environment that are meant for Freshet and mean nothing to it. */
  static Set<String> unknown(Map<String, String> environment) {
    Config reference = ConfigFactory.parseResources("reference.conf");
    Set<String> known =
        reference.entrySet().stream()
            .map(setting -> "FRESHET_" + setting.getKey().replace('.', '_').replace('-', '_'))
            .map(name -> name.toUpperCase(Locale.ROOT))
            .collect(Collectors.toCollection(TreeSet::new));
    return environment.keySet().stream()
        .filter(name -> name.startsWith("FRESHET_") && !known.contains(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Where a server says whether it is well. */
  static Set<String> healthPaths() {
    Javalin server =
        Javalin.create(
            config -> {
              new GetLive().addTo(config.routes);
              new GetReady(() -> new Readiness.State(true, Map.of())).addTo(config.routes);
            });
    return server.unsafe.internalRouter.allHttpHandlers().stream()
        .map(handler -> handler.endpoint.path)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A duration as Docker and Prometheus write it, such as 30s. */
  static Duration duration(String text) {
    return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
  }
}
