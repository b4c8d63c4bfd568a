package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import freshet.bench.FreePorts;
import freshet.http.Certificate;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * An ordinary Kafka broker, started from Kafka's own jars as Kafka's own scripts do, that speaks
 * TLS, asks for a user and a password (SASL, SCRAM), and lets nobody do anything who has no right
 * to. It knows an operator, who may do everything, and Freshet's user, who may do nothing at first.
 */
final class KafkaProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(1);
  private static final String OPERATOR = "operator";
  private static final String USER = "freshet";

  private final Path folder;
  private final Certificate certificate;
  private final String password;
  private final int port;
  private Process process;

  private KafkaProcess(Path folder, Certificate certificate, String password, int port) {
    this.folder = folder;
    this.certificate = certificate;
    this.password = password;
    this.port = port;
  }

  /**
   * Starts one on fresh data, and waits until it answers.
   *
   * @param password of both of its users
   */
  static KafkaProcess start(Path folder, Certificate certificate, String password)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    // The broker is started again on them, and its clients try to reach it meanwhile.
    FreePorts ports = new FreePorts(new SplittableRandom(ProcessHandle.current().pid()));
    KafkaProcess kafka = new KafkaProcess(folder, certificate, password, ports.take());
    Files.write(folder.resolve("server.properties"), kafka.properties(ports.take()));
    Process format =
        kafka.run(
            "kafka.tools.StorageTool",
            "format",
            "--cluster-id",
            Uuid.randomUuid().toString(),
            "--config",
            "server.properties",
            "--add-scram",
            "SCRAM-SHA-512=[name=%s,password=%s]".formatted(OPERATOR, password),
            "--add-scram",
            "SCRAM-SHA-512=[name=%s,password=%s]".formatted(USER, password));
    assertThat(format.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(format.exitValue()).as(kafka.said()).isZero();
    try {
      kafka.startAgain();
      return kafka;
    } catch (RuntimeException | Error e) {
      kafka.close();
      throw e;
    }
  }

  private List<String> properties(int controllerPort) {
    return List.of(
        "process.roles=broker,controller",
        "node.id=1",
        "controller.quorum.voters=1@127.0.0.1:" + controllerPort,
        "controller.listener.names=CONTROLLER",
        "listeners=SASL_SSL://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
            .formatted(port, controllerPort),
        "listener.security.protocol.map=SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT",
        "inter.broker.listener.name=SASL_SSL",
        "sasl.enabled.mechanisms=SCRAM-SHA-512",
        "sasl.mechanism.inter.broker.protocol=SCRAM-SHA-512",
        "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=" + operatorLogin(password),
        "ssl.keystore.type=PKCS12",
        "ssl.keystore.location=" + certificate.keyStore(),
        "ssl.keystore.password=" + certificate.password(),
        "ssl.truststore.type=PKCS12",
        "ssl.truststore.location=" + certificate.keyStore(),
        "ssl.truststore.password=" + certificate.password(),
        "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "super.users=User:ANONYMOUS;User:" + OPERATOR,
        "log.dirs=" + folder.resolve("log"),
        "auto.create.topics.enable=false",
        "offsets.topic.replication.factor=1",
        "offsets.topic.num.partitions=2",
        "transaction.state.log.replication.factor=1",
        "transaction.state.log.min.isr=1",
        "transaction.state.log.num.partitions=2",
        "group.initial.rebalance.delay.ms=0");
  }

  /** What Freshet logs in with, as Kafka's setting {@code sasl.jaas.config}. */
  static String login(String password) {
    return login(USER, password);
  }

  /** What the operator logs in with. */
  static String operatorLogin(String password) {
    return login(OPERATOR, password);
  }

  private static String login(String user, String password) {
    return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
        .formatted(user, password);
  }

  /** Gives Freshet's user the rights that OPERATIONS.md names, and no others. */
  void allow(Collection<String> topics) throws Exception {
    List<AclBinding> rights = new ArrayList<>();
    for (String topic : topics) {
      rights.addAll(
          rights(
              new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
              AclOperation.READ,
              AclOperation.WRITE,
              AclOperation.DESCRIBE,
              AclOperation.DESCRIBE_CONFIGS));
    }
    rights.addAll(
        rights(
            new ResourcePattern(ResourceType.TOPIC, "freshet-", PatternType.PREFIXED),
            AclOperation.READ,
            AclOperation.WRITE,
            AclOperation.CREATE,
            AclOperation.DELETE,
            AclOperation.DESCRIBE,
            AclOperation.DESCRIBE_CONFIGS));
    for (String group : List.of("freshet", "freshet-retrain")) {
      rights.addAll(
          rights(
              new ResourcePattern(ResourceType.GROUP, group, PatternType.LITERAL),
              AclOperation.READ,
              AclOperation.DESCRIBE));
    }
    rights.addAll(
        rights(
            new ResourcePattern(ResourceType.TRANSACTIONAL_ID, "freshet-", PatternType.PREFIXED),
            AclOperation.WRITE,
            AclOperation.DESCRIBE));
    try (Admin admin = Admin.create(operator())) {
      admin.createAcls(rights).all().get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private static List<AclBinding> rights(ResourcePattern what, AclOperation... operations) {
    return Stream.of(operations)
        .map(
            operation ->
                new AclBinding(
                    what,
                    new AccessControlEntry(
                        "User:" + USER, "*", operation, AclPermissionType.ALLOW)))
        .toList();
  }

  private Map<String, Object> operator() {
    Map<String, Object> client = new HashMap<>(clientSettings());
    client.put("bootstrap.servers", bootstrapServers());
    client.put("sasl.jaas.config", operatorLogin(password));
    return client;
  }

  private Process run(String mainClass, String... arguments) throws IOException {
    return new ProcessBuilder(
            Stream.concat(
                    Stream.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        ClassPath.without(List.of()),
                        mainClass),
                    Stream.of(arguments))
                .toList())
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(Redirect.appendTo(folder.resolve("said.txt").toFile()))
        .start();
  }

  /** Starts it on the data and the port that it had, and waits until it answers. */
  void startAgain() throws IOException {
    process = run("kafka.Kafka", "server.properties");
    await("the broker answers")
        .atMost(START_LIMIT)
        .failFast("it ended; see " + folder.resolve("said.txt"), () -> !process.isAlive())
        .until(this::answers);
  }

  private boolean answers() throws InterruptedException {
    Map<String, Object> client = operator();
    client.put("default.api.timeout.ms", 2000);
    client.put("request.timeout.ms", 1000);
    try (Admin admin = Admin.create(client)) {
      return !admin.describeCluster().nodes().get().isEmpty();
    } catch (ExecutionException notYet) {
      return false;
    }
  }

  /** What its clients need besides their login. */
  Map<String, String> clientSettings() {
    return Map.of(
        "security.protocol", "SASL_SSL",
        "sasl.mechanism", "SCRAM-SHA-512",
        "ssl.truststore.type", "PKCS12",
        "ssl.truststore.location", certificate.keyStore().toString(),
        "ssl.truststore.password", certificate.password());
  }

  String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  private String said() {
    try {
      return Files.readString(folder.resolve("said.txt"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
