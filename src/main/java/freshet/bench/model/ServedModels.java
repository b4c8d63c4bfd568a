package freshet.bench.model;

import freshet.avro.ModelRecord;
import freshet.bench.FailedBenchException;
import freshet.bench.ServerProcess;
import freshet.bench.load.HttpConnection;
import freshet.model.artifact.Artifact;
import freshet.model.artifact.Artifact.Fingerprint;
import freshet.process.Poll;
import freshet.stream.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The models of a server, released and activated as anybody can: a release is a record in the
 * `models` topic that says where the files are, and {@code POST /v1/models/VERSION/activate} lets
 * one serve.
 */
public final class ServedModels {
  private static final Pattern LIVE = Pattern.compile("\"live\":\"([^\"]*)\"");
  private static final Pattern STATUS = Pattern.compile("\"status\":\"([^\"]*)\"");
  private static final Duration INTERVAL = Duration.ofMillis(10);
  private static final Duration APPEND_LIMIT = Duration.ofSeconds(15);

  private final ServerProcess server;
  private final Topic<String, ModelRecord> topic;

  /**
   * The models of a server that is ready.
   *
   * @param topic its `models` topic, with a serde that knows the server's registry
   */
  public ServedModels(ServerProcess server, Topic<String, ModelRecord> topic) {
    this.server = server;
    this.topic = topic;
  }

  /**
   * Says that models are released, and that the first of them is to serve; returns when it does.
   *
   * @throws FailedBenchException if it does not within the limit
   */
  public void release(List<Artifact> artifacts, Duration limit) throws InterruptedException {
    try (Producer<String, ModelRecord> producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, server.bootstrapServers()),
            topic.keys().serializer(),
            topic.values().serializer())) {
      for (int i = artifacts.size() - 1; i >= 0; i--) {
        var unused =
            producer
                .send(
                    new ProducerRecord<>(
                        topic.name(),
                        artifacts.get(i).manifest().version(),
                        released(artifacts.get(i), i == 0)))
                .get(APPEND_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new FailedBenchException(
          "Kafka did not take a release; look whether the server still runs", e);
    }
    try (HttpConnection connection = HttpConnection.open(server.http())) {
      awaitLive(connection, artifacts.get(0).manifest().version(), limit);
    }
  }

  private static ModelRecord released(Artifact artifact, boolean active) {
    Fingerprint manifest;
    try {
      manifest = Artifact.fingerprint(Artifact.manifestOf(artifact.file()));
    } catch (IOException e) {
      throw new FailedBenchException("a manifest that was just written cannot be read", e);
    }
    return ModelRecord.newBuilder()
        .setVersion(artifact.manifest().version())
        .setState("released")
        .setActive(active)
        .setCreated(artifact.manifest().created())
        .setLocation(artifact.file().toUri().toString())
        .setBytes(artifact.manifest().bytes())
        .setSha256(artifact.manifest().sha256())
        .setManifestBytes(manifest.bytes())
        .setManifestSha256(manifest.sha256())
        .build();
  }

  /**
   * Lets another model serve, and waits until it does.
   *
   * @throws FailedBenchException if it does not within the limit
   */
  public void activate(String version, Duration limit) throws InterruptedException {
    String path = "/v1/models/" + version + "/activate";
    // A new connection: between two reloads the server closes one that is idle.
    try (HttpConnection connection = HttpConnection.open(server.http())) {
      var unused = connection.post(path, "application/json", "").requireSuccess("POST " + path);
      awaitLive(connection, version, limit);
    }
  }

  private void awaitLive(HttpConnection connection, String version, Duration limit)
      throws InterruptedException {
    boolean live =
        Poll.until(() -> said(connection, LIVE).equals(Optional.of(version)), INTERVAL, limit);
    server.process().requireAlive();
    if (!live) {
      throw new FailedBenchException(
          "model %s does not serve after %d s: the server says \"%s\""
              .formatted(version, limit.toSeconds(), said(connection, STATUS).orElse("nothing")));
    }
  }

  private static Optional<String> said(HttpConnection connection, Pattern pattern) {
    Matcher matcher =
        pattern.matcher(connection.get("/v1/models").requireSuccess("GET /v1/models").body());
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
