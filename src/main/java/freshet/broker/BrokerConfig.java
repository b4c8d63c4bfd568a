package freshet.broker;

import java.util.Map;
import java.util.TreeMap;

/** Kafka's own settings for one small node that is everything: broker, controller and quorum. */
final class BrokerConfig {
  static final int NODE_ID = 1;

  private BrokerConfig() {}

  static Map<String, String> of(BrokerSettings settings, ListenerSockets sockets) {
    Map<String, String> config = new TreeMap<>();
    config.put("process.roles", "broker,controller");
    config.put("node.id", Integer.toString(NODE_ID));
    config.put("log.dirs", settings.directory().toAbsolutePath().toString());

    String clients = ListenerSockets.CLIENTS;
    String controller = ListenerSockets.CONTROLLER;
    config.put(
        "listeners",
        clients + "://" + sockets.clients() + "," + controller + "://" + sockets.controller());
    config.put("advertised.listeners", clients + "://" + sockets.clients());
    config.put(
        "listener.security.protocol.map", clients + ":PLAINTEXT," + controller + ":PLAINTEXT");
    config.put("inter.broker.listener.name", clients);
    config.put("controller.listener.names", controller);
    config.put("controller.quorum.voters", NODE_ID + "@" + sockets.controller());

    // One node cannot keep two copies of anything.
    config.put("default.replication.factor", "1");
    config.put("min.insync.replicas", "1");
    config.put("offsets.topic.replication.factor", "1");
    config.put("transaction.state.log.replication.factor", "1");
    config.put("transaction.state.log.min.isr", "1");
    config.put("share.coordinator.state.topic.replication.factor", "1");
    config.put("share.coordinator.state.topic.min.isr", "1");

    // Kafka's 50 partitions spread the work over brokers; here each is only more to open at start.
    config.put("offsets.topic.num.partitions", "4");
    config.put("transaction.state.log.num.partitions", "4");
    config.put("share.coordinator.state.topic.num.partitions", "1");

    // A misspelt topic is an error, not a new topic.
    config.put("auto.create.topics.enable", "false");

    // Replayed history carries its own, old, event times: only a topic that asks for it forgets.
    config.put("log.retention.ms", "-1");
    // An application that comes back after a long holiday must find its place, not count all again.
    config.put("offsets.retention.minutes", Integer.toString(Integer.MAX_VALUE));

    // After a kill the node waits out the session of its former self. A pause of the whole process
    // longer than this costs clients a retry, until the next heartbeat. And a quorum of one needs
    // no patience to elect itself.
    config.put("broker.session.timeout.ms", "1500");
    config.put("broker.heartbeat.interval.ms", "300");
    config.put("controller.quorum.election.timeout.ms", "200");
    config.put("group.initial.rebalance.delay.ms", "0");
    // What a killed producer left open holds readers up until it is aborted; look often.
    config.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");

    // Sized for a guest in somebody else's process.
    config.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 * 1024 * 1024));
    config.put("num.network.threads", "2");
    config.put("num.io.threads", "4");
    config.put("background.threads", "4");

    // Recovering large logs after a power cut takes its time, but no wait is endless.
    config.put("server.max.startup.time.ms", "300000");
    return config;
  }
}
