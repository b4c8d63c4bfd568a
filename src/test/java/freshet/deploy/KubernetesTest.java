package freshet.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import freshet.app.Settings;
import freshet.http.guard.KeyFile;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the manifests are ones that Kubernetes takes, and hold together, without a cluster. */
class KubernetesTest {
  private static final String FOLDER = "deploy/kubernetes/";
  private static final String SECRET = FOLDER + "secret.example.yaml";
  private static final String REBUILD = FOLDER + "rebuild-job.example.yaml";
  private static final String POD = "freshet-0";

  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Map.of(
          "StatefulSet", StatefulSet.class,
          "Service", Service.class,
          "PodDisruptionBudget", PodDisruptionBudget.class,
          "Secret", Secret.class,
          "Job", Job.class);

  /** The models would put aside what they do not know; here it is a mistake. */
  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .annotationIntrospector(
              new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                  return false;
                }
              })
          .build();

  @TempDir private Path etc;
  private JsonNode kustomization;
  private List<HasMetadata> manifests;
  private PodSpec pod;
  private Container container;

  @BeforeEach
  void read() throws IOException {
    kustomization = DeploymentFiles.document(FOLDER + "kustomization.yaml");
    manifests = new ArrayList<>();
    for (String file : DeploymentFiles.texts(kustomization.path("resources"))) {
      for (JsonNode manifest : DeploymentFiles.documents(FOLDER + file)) {
        manifests.add(manifest(manifest));
      }
    }
    pod = only(StatefulSet.class).getSpec().getTemplate().getSpec();
    container = pod.getContainers().get(0);
  }

  private static HasMetadata manifest(JsonNode manifest) throws JsonProcessingException {
    HasMetadata read = STRICT.treeToValue(manifest, KINDS.get(manifest.path("kind").asText()));
    assertThat(read.getApiVersion())
        .isEqualTo(HasMetadata.getApiVersion(read.getClass()))
        .isEqualTo(manifest.path("apiVersion").asText());
    return read;
  }

  private <T extends HasMetadata> List<T> all(Class<T> kind) {
    return manifests.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private <T extends HasMetadata> T only(Class<T> kind) {
    assertThat(all(kind)).hasSize(1);
    return all(kind).get(0);
  }

  private Service service(String name) {
    return all(Service.class).stream()
        .filter(service -> service.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, String> secret() throws IOException {
    Secret secret = (Secret) manifest(DeploymentFiles.document(SECRET));
    return secret.getStringData();
  }

  /** Where a volume of the pods is mounted. */
  private Path mount(String volume) {
    return Path.of(
        container.getVolumeMounts().stream()
            .filter(mount -> mount.getName().equals(volume))
            .map(VolumeMount::getMountPath)
            .findFirst()
            .orElseThrow());
  }

  /**
   * What the first pod has for an environment: Kubernetes puts its name and earlier variables in.
   */
  private Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    container
        .getEnv()
        .forEach(
            variable -> {
              String value = variable.getValue();
              if (value == null) {
                assertThat(variable.getValueFrom().getFieldRef().getFieldPath())
                    .isEqualTo("metadata.name");
                value = POD;
              }
              for (Map.Entry<String, String> earlier : environment.entrySet()) {
                value = value.replace("$(" + earlier.getKey() + ")", earlier.getValue());
              }
              environment.put(variable.getName(), value);
            });
    return environment;
  }

  /** What the first pod makes of its files and its environment. */
  private Settings settings() throws IOException {
    Files.copy(Path.of(FOLDER, "freshet.conf"), etc.resolve("freshet.conf"));
    for (Map.Entry<String, String> file : secret().entrySet()) {
      Files.writeString(etc.resolve(file.getKey()), file.getValue());
    }
    return DeploymentFiles.settings(etc.resolve("freshet.conf"), environment());
  }

  @Test
  void a_field_that_kubernetes_does_not_know_is_found() {
    assertThatThrownBy(
            () ->
                manifest(
                    DeploymentFiles.parsed(
                        "{ apiVersion: v1, kind: Service, spec: { selektor: { app: freshet } } }")))
        .hasMessageContaining("selektor");
  }

  @Test
  void every_file_is_named_by_the_kustomization_but_the_examples() throws IOException {
    List<String> named = DeploymentFiles.texts(kustomization.path("resources"));
    named.addAll(DeploymentFiles.texts(kustomization.at("/configMapGenerator/0/files")));
    named.add("kustomization.yaml");
    named.add(Path.of(SECRET).getFileName().toString());
    named.add(Path.of(REBUILD).getFileName().toString());

    try (Stream<Path> files = Files.list(Path.of(FOLDER))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(named);
    }
    assertThat(kustomization.at("/images/0/name").asText()).isEqualTo(container.getImage());
    assertThat(kustomization.at("/images/0/newTag").asText()).matches("\\d+\\.\\d+\\.\\d+");
  }

  @Test
  void all_select_the_pods() {
    StatefulSet set = only(StatefulSet.class);
    Map<String, String> labels = set.getSpec().getTemplate().getMetadata().getLabels();

    assertThat(labels).isNotEmpty();
    assertThat(set.getSpec().getSelector().getMatchLabels()).isEqualTo(labels);
    assertThat(only(PodDisruptionBudget.class).getSpec().getSelector().getMatchLabels())
        .isEqualTo(labels);
    assertThat(all(Service.class))
        .hasSize(2)
        .allMatch(service -> service.getSpec().getSelector().equals(labels));
    assertThat(pod.getTopologySpreadConstraints())
        .isNotEmpty()
        .allMatch(spread -> spread.getLabelSelector().getMatchLabels().equals(labels));
  }

  @Test
  void there_are_two_and_one_may_be_away() {
    assertThat(only(StatefulSet.class).getSpec().getReplicas()).isEqualTo(2);
    assertThat(only(PodDisruptionBudget.class).getSpec().getMaxUnavailable().getIntVal()).isOne();
  }

  @Test
  void each_pod_is_itself_and_is_reached_by_its_name_before_it_is_ready() throws IOException {
    Settings settings = settings();
    String domain = only(StatefulSet.class).getSpec().getServiceName();

    assertThat(settings.streams().instanceId()).isEqualTo(POD);
    assertThat(settings.streams().advertisedHost()).contains(POD + "." + domain);
    assertThat(service(domain).getSpec().getClusterIP()).isEqualTo("None");
    assertThat(service(domain).getSpec().getPublishNotReadyAddresses()).isTrue();
    assertThat(service("freshet").getSpec().getClusterIP()).isNull();
  }

  @Test
  void ports_are_the_one_that_freshet_listens_on() throws IOException {
    int port = settings().http().port();

    assertThat(container.getPorts())
        .singleElement()
        .matches(own -> own.getName().equals("http") && own.getContainerPort() == port);
    for (Service service : all(Service.class)) {
      assertThat(service.getSpec().getPorts())
          .singleElement()
          .matches(own -> own.getPort() == port && own.getTargetPort().getStrVal().equals("http"));
    }
  }

  @Test
  void a_rebuild_is_a_job_of_the_same_image_that_nobody_is_sent_to() throws IOException {
    Job job = (Job) manifest(DeploymentFiles.document(REBUILD));
    PodSpec own = job.getSpec().getTemplate().getSpec();

    assertThat(job.getSpec().getTemplate().getMetadata().getLabels())
        .doesNotContainEntry(
            "app.kubernetes.io/name",
            only(StatefulSet.class)
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getLabels()
                .get("app.kubernetes.io/name"));
    assertThat(own.getSecurityContext())
        .usingRecursiveComparison()
        .ignoringFields("fsGroupChangePolicy")
        .isEqualTo(pod.getSecurityContext());
    assertThat(own.getContainers())
        .singleElement()
        .satisfies(
            rebuild -> {
              assertThat(rebuild.getImage())
                  .isEqualTo(
                      "%s:%s",
                      kustomization.at("/images/0/newName").asText(),
                      kustomization.at("/images/0/newTag").asText());
              assertThat(rebuild.getVolumeMounts()).isEqualTo(container.getVolumeMounts());
              assertThat(rebuild.getSecurityContext()).isEqualTo(container.getSecurityContext());
              assertThat(rebuild.getArgs())
                  .startsWith("rebuild", "--config", container.getArgs().get(2));
            });
  }

  @Test
  void probes_ask_what_is_answered() {
    assertThat(
            Stream.of(
                    container.getStartupProbe(),
                    container.getLivenessProbe(),
                    container.getReadinessProbe())
                .map(Probe::getHttpGet)
                .map(HTTPGetAction::getPath))
        .containsExactly("/health/live", "/health/live", "/health/ready")
        .isSubsetOf(DeploymentFiles.healthPaths());
  }

  @Test
  void a_stop_is_given_longer_than_freshet_takes() throws IOException {
    List<String> pause = container.getLifecycle().getPreStop().getExec().getCommand();

    assertThat(pause.get(0)).isEqualTo("sleep");
    assertThat(Duration.ofSeconds(pod.getTerminationGracePeriodSeconds()))
        .isGreaterThan(settings().shutdownLimit().plusSeconds(Long.parseLong(pause.get(1))));
  }

  @Test
  void it_is_run_with_the_rights_of_the_restricted_standard() throws IOException {
    PodSecurityContext all = pod.getSecurityContext();
    SecurityContext own = container.getSecurityContext();

    assertThat(all.getRunAsNonRoot()).isTrue();
    assertThat(all.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(own.getAllowPrivilegeEscalation()).isFalse();
    assertThat(own.getReadOnlyRootFilesystem()).isTrue();
    assertThat(own.getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    assertThat(all.getRunAsUser() + ":" + all.getRunAsGroup())
        .isEqualTo(Dockerfile.read().only("USER"));
    assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
    assertThat(container.getResources().getLimits()).containsKey("memory");
  }

  @Test
  void every_setting_exists_and_holds() throws IOException {
    Settings settings = settings();

    assertThat(DeploymentFiles.unknown(environment())).isEmpty();
    assertThat(settings.dataDirectory()).isEqualTo(mount("data"));
    assertThat(settings.kafka().client()).containsKeys("security.protocol", "sasl.jaas.config");
    assertThat(settings.peers().key()).as("callers need keys, so pods do too").isPresent();
    assertThat(container.getArgs())
        .containsExactly("serve", "--config", mount("settings").resolve("freshet.conf").toString());
  }

  @Test
  void settings_and_secrets_lie_in_one_folder() throws IOException {
    List<String> sources =
        pod.getVolumes().stream()
            .filter(volume -> volume.getName().equals("settings"))
            .flatMap(volume -> volume.getProjected().getSources().stream())
            .map(
                source ->
                    source.getSecret() == null
                        ? "ConfigMap " + source.getConfigMap().getName()
                        : "Secret " + source.getSecret().getName())
            .collect(Collectors.toList());

    assertThat(sources)
        .containsExactlyInAnyOrder(
            "ConfigMap " + kustomization.at("/configMapGenerator/0/name").asText(),
            "Secret " + DeploymentFiles.document(SECRET).at("/metadata/name").asText());
    Path keys = settings().guard().keyFile().orElseThrow();
    assertThat(keys.getParent()).isEqualTo(mount("settings"));
    assertThat(secret()).containsKey(keys.getFileName().toString());
  }

  @Test
  void the_example_lets_nobody_in() throws IOException {
    Path keys = Files.writeString(etc.resolve("keys"), secret().get("keys"));

    assertThatThrownBy(() -> KeyFile.open(keys)).hasMessageContaining("makes no sense");
  }
}
