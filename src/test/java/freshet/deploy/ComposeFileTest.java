package freshet.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import freshet.app.Settings;
import freshet.http.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether docker-compose.yml holds together, and with what it mounts, without a Docker to ask. */
class ComposeFileTest {
  /** Of the Compose Specification, under the licence beside it. */
  private static final String SPECIFICATION = "/compose-spec/compose-spec.json";

  private static final List<String> INSTANCES = List.of("freshet-1", "freshet-2");
  private static final String DASHBOARD = "./deploy/grafana-dashboard.json";

  @TempDir private Path folder;
  private JsonNode compose;

  @BeforeEach
  void read() throws IOException {
    compose = DeploymentFiles.document("docker-compose.yml");
  }

  private Map<String, JsonNode> services() {
    Map<String, JsonNode> services = new LinkedHashMap<>();
    compose
        .path("services")
        .properties()
        .forEach(one -> services.put(one.getKey(), one.getValue()));
    return services;
  }

  private JsonNode service(String name) {
    return compose.path("services").path(name);
  }

  private Map<String, String> environment(String service) {
    return DeploymentFiles.block(service(service).path("environment"));
  }

  private Settings settings(String instance) throws IOException {
    Path none = Files.writeString(folder.resolve("freshet.conf"), "");
    return DeploymentFiles.settings(none, environment(instance));
  }

  /** What is mounted in a service: from where, and to where. */
  private Map<String, String> mounts(String service) {
    Map<String, String> mounts = new TreeMap<>();
    for (String mount : DeploymentFiles.texts(service(service).path("volumes"))) {
      String[] parts = mount.split(":", -1);
      mounts.put(parts[0], parts[1]);
    }
    return mounts;
  }

  @Test
  void it_is_of_the_compose_specification() throws IOException {
    try (var specification = ComposeFileTest.class.getResourceAsStream(SPECIFICATION)) {
      ObjectNode rules = (ObjectNode) DeploymentFiles.JSON.readTree(specification);
      // The name it gives itself is not an address, as the validator wants one.
      rules.remove("$id");
      Schema schema = SchemaRegistry.withDialect(Dialects.getDraft202012()).getSchema(rules);

      assertThat(schema.validate(compose)).isEmpty();
      assertThat(schema.validate(DeploymentFiles.parsed("services: { kafka: { imgae: kafka } }")))
          .as("a slip of the pen")
          .isNotEmpty();
    }
  }

  @Test
  void what_is_not_built_here_has_a_fixed_version() {
    services()
        .values()
        .forEach(
            service ->
                assertThat(service.path("image").asText())
                    .matches(service.has("build") ? "freshet" : DeploymentFiles.FIXED_VERSION));
  }

  @Test
  void whatever_dies_comes_back_and_nothing_takes_all_memory() {
    services()
        .forEach(
            (name, service) -> {
              assertThat(service.path("restart").asText()).as(name).isEqualTo("unless-stopped");
              assertThat(service.path("mem_limit").asText()).as(name).matches("\\d+[mg]");
            });
  }

  @Test
  void each_says_when_it_is_well_and_is_waited_for_until_then() throws IOException {
    assertThat(Dockerfile.read().only("HEALTHCHECK")).isNotEmpty();
    services()
        .forEach(
            (name, service) -> {
              assertThat(service.has("healthcheck") || service.has("build")).as(name).isTrue();
              service
                  .path("depends_on")
                  .properties()
                  .forEach(
                      other -> {
                        assertThat(services()).as(name).containsKey(other.getKey());
                        assertThat(other.getValue().path("condition").asText())
                            .isEqualTo("service_healthy");
                      });
            });
  }

  @Test
  void ports_are_given_to_this_machine_only_and_each_once() {
    List<String> ports = new ArrayList<>();
    services()
        .values()
        .forEach(service -> ports.addAll(DeploymentFiles.texts(service.path("ports"))));

    assertThat(ports).allMatch(port -> port.matches("127\\.0\\.0\\.1:\\d+:\\d+"));
    assertThat(ports.stream().map(port -> port.split(":", -1)[1])).doesNotHaveDuplicates();
  }

  @Test
  void every_setting_of_the_instances_exists_and_holds() throws IOException {
    for (String instance : INSTANCES) {
      assertThat(DeploymentFiles.unknown(environment(instance))).as(instance).isEmpty();
      Settings settings = settings(instance);
      assertThat(settings.kafka().bootstrapServers()).contains("kafka:19092");
      assertThat(environment("kafka").get("KAFKA_ADVERTISED_LISTENERS"))
          .contains("CONTAINERS://kafka:19092");
      assertThat(DeploymentFiles.texts(service(instance).path("ports")))
          .allMatch(port -> port.endsWith(":" + settings.http().port()));
      assertThat(mounts(instance)).containsValue(settings.dataDirectory().toString());
    }
  }

  @Test
  void the_instances_differ_in_what_is_each_ones_own_and_in_nothing_else() throws IOException {
    Set<String> ids = new TreeSet<>();
    Set<String> volumes = new TreeSet<>();
    Set<Map<String, String>> others = new HashSet<>();
    for (String instance : INSTANCES) {
      Settings settings = settings(instance);
      ids.add(settings.streams().instanceId());
      volumes.addAll(mounts(instance).keySet());
      assertThat(settings.streams().advertisedHost()).contains(instance);
      Map<String, String> environment = environment(instance);
      environment
          .keySet()
          .removeAll(Set.of("FRESHET_STREAMS_INSTANCE_ID", "FRESHET_STREAMS_ADVERTISED_HOST"));
      others.add(environment);
    }

    assertThat(ids).hasSameSizeAs(INSTANCES);
    assertThat(volumes).hasSameSizeAs(INSTANCES);
    assertThat(others).hasSize(1);
  }

  @Test
  void a_stop_is_given_longer_than_freshet_takes() throws IOException {
    for (String instance : INSTANCES) {
      assertThat(DeploymentFiles.duration(service(instance).path("stop_grace_period").asText()))
          .isGreaterThan(settings(instance).shutdownLimit());
    }
  }

  @Test
  void what_is_mounted_is_there() {
    for (String service : services().keySet()) {
      for (String from : mounts(service).keySet()) {
        assertThat(
                from.startsWith("./")
                    ? Files.exists(Path.of(from))
                    : compose.path("volumes").has(from))
            .as("%s of %s", from, service)
            .isTrue();
      }
    }
  }

  @Test
  void prometheus_finds_its_rules_and_both_instances() throws IOException {
    Map<String, String> mounts = mounts("prometheus");
    String folder = parent(mounts.get("./deploy/prometheus.yml"));
    JsonNode prometheus = DeploymentFiles.document("deploy/prometheus.yml");
    JsonNode job = prometheus.at("/scrape_configs/0");
    String rules = prometheus.at("/rule_files/0").asText();
    String targets = job.at("/file_sd_configs/0/files/0").asText();

    assertThat(mounts).containsEntry("./deploy/" + rules, folder + "/" + rules);
    assertThat(Files.readString(Path.of("deploy", rules)))
        .contains("up{job=\"%s\"}".formatted(job.path("job_name").asText()));
    assertThat(service("prometheus").at("/configs/0/target").asText())
        .isEqualTo(folder + "/" + targets);
    JsonNode both = DeploymentFiles.parsed(compose.at("/configs/targets/content").asText());
    Set<String> reached = new TreeSet<>();
    for (String instance : INSTANCES) {
      Settings settings = settings(instance);
      reached.add(settings.streams().advertisedHost().orElseThrow() + ":" + settings.http().port());
    }
    assertThat(DeploymentFiles.texts(both.at("/0/targets")))
        .containsExactlyInAnyOrderElementsOf(reached);
    assertThat(
            DeploymentFiles.texts(DeploymentFiles.document("deploy/" + targets).at("/0/targets")))
        .as("without Docker")
        .containsExactly("localhost:" + ServerSettings.DEFAULT_PORT);
  }

  @Test
  void grafana_finds_prometheus_and_the_dashboard() throws IOException {
    Map<String, String> mounts = mounts("grafana");
    String dashboard = mounts.get(DASHBOARD);
    JsonNode provider =
        DeploymentFiles.document("deploy/grafana/dashboards.yml").at("/providers/0");
    JsonNode source =
        DeploymentFiles.document("deploy/grafana/datasources.yml").at("/datasources/0");

    assertThat(provider.at("/options/path").asText()).isEqualTo(parent(dashboard));
    assertThat(environment("grafana"))
        .containsEntry("GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH", dashboard);
    assertThat(DeploymentFiles.texts(service("prometheus").path("ports")))
        .allMatch(port -> source.path("url").asText().equals("http://prometheus:" + last(port)));
    assertThat(
            mounts.values().stream()
                .filter(to -> to.startsWith("/etc/grafana/provisioning/"))
                .map(ComposeFileTest::parent)
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(
            "/etc/grafana/provisioning/dashboards", "/etc/grafana/provisioning/datasources");
  }

  private static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }

  private static String last(String port) {
    return port.substring(port.lastIndexOf(':') + 1);
  }
}
