package freshet.broker;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * Kafka's own server, put together as {@link KafkaRaftServer} does it, but on sockets that are
 * bound already. The only class that touches Kafka's server internals.
 */
final class KraftNode {
  private static final Logger log = LoggerFactory.getLogger(KraftNode.class);
  private static final String META_PROPERTIES = "meta.properties";

  /** It ends 1.5 s after the controller is active, and a large metadata log is read before. */
  private static final Duration FORMER_SESSION_LIMIT = Duration.ofSeconds(60);

  private final SharedServer shared;
  private final ControllerServer controller;
  private final BrokerServer broker;

  /** Opens the directory, formatting it on first use. */
  KraftNode(BrokerSettings settings, ListenerSockets sockets) throws Exception {
    Path directory = settings.directory().toAbsolutePath();
    if (Files.notExists(directory.resolve(META_PROPERTIES))) {
      format(directory.toString());
    }
    // A broker that cannot write its log any more ends its process, which is Freshet's too.
    Exit.setHaltProcedure(
        (status, message) -> {
          try {
            log.error(
                "The embedded broker cannot go on and ends the process (its last error stands above); if it is the disk of {}, make room on it or mend it, and start again: what was accepted is kept",
                directory);
          } finally {
            Runtime.getRuntime().halt(status);
          }
        });
    KafkaConfig config = new KafkaConfig(BrokerConfig.of(settings, sockets), false);
    Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> opened =
        KafkaRaftServer.initializeLogDirs(config, log, "");
    MetaPropertiesEnsemble directories = opened._1();
    Map<Integer, InetSocketAddress> voters =
        Map.of(BrokerConfig.NODE_ID, sockets.controllerAddress());
    shared =
        new SharedServer(
            config,
            directories,
            Time.SYSTEM,
            Server.initializeMetrics(config, Time.SYSTEM, directories.clusterId().orElseThrow()),
            CompletableFuture.completedFuture(voters),
            List.of(),
            new StandardFaultHandlerFactory(),
            sockets);
    broker = new BrokerServer(shared);
    controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), opened._2());
  }

  /** Blocks until clients are served, or throws. */
  void start() throws Exception {
    // The broker asks the controller for everything, so the controller goes first and stops last.
    controller.startup();
    FormerSession former = new FormerSession();
    shared.loader().installPublishers(List.of(former)).get();
    former.awaitEnd(FORMER_SESSION_LIMIT);
    shared.loader().removeAndClosePublisher(former).get();
    broker.startup();
  }

  /** Blocks until everything is on disk and closed; does nothing when nothing runs. */
  void stop() {
    broker.shutdown();
    broker.awaitShutdown();
    controller.shutdown();
    controller.awaitShutdown();
  }

  private static void format(String directory) throws Exception {
    try (PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(nowhere)
          .setNodeId(BrokerConfig.NODE_ID)
          .setClusterId(Uuid.randomUuid().toString())
          .setControllerListenerName(ListenerSockets.CONTROLLER)
          .setMetadataLogDirectory(directory)
          .addDirectory(directory)
          .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
          .setUnstableFeatureVersionsEnabled(false)
          .setIgnoreFormatted(true)
          .setHasDynamicQuorum(false)
          .run();
    }
  }
}
