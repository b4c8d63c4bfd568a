package freshet.bench.chaos;

import freshet.bench.FreePorts;
import freshet.bench.Workplace;
import freshet.process.Launch;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Servers that share the work, the first of which is also the broker and the registry of all; one
 * of them, or all at once, are killed and started again on the same data and ports.
 */
final class UnsteadySite implements AutoCloseable {
  /** Longer than a broker takes to come back after a kill. */
  private static final String START_LIMIT = "5m";

  /** Of the kills of several servers, those that hit all at once. */
  private static final double ALL_SHARE = 0.2;

  private final List<UnsteadyServer> servers;

  private UnsteadySite(List<UnsteadyServer> servers) {
    this.servers = List.copyOf(servers);
  }

  /** Starts as many on fresh data and waits until they are ready. */
  static UnsteadySite start(Workplace workplace, Launch launch, int count, RandomGenerator random)
      throws InterruptedException {
    FreePorts free = new FreePorts(random);
    Ports ports = Ports.of(free);
    Launch sharing = count == 1 ? launch : launch.withSettings(Map.of("streams.standbys", "1"));
    List<UnsteadyServer> servers = new ArrayList<>();
    try {
      servers.add(
          UnsteadyServer.start(workplace, sharing, "disturbed", ports.http(), ports.options()));
      for (int number = 2; number <= count; number++) {
        int port = free.take();
        servers.add(
            UnsteadyServer.start(
                workplace,
                sharing.withSettings(joining(ports, number)),
                "disturbed-" + number,
                port,
                List.of("--port=" + port)));
      }
      return new UnsteadySite(servers);
    } catch (RuntimeException | InterruptedException e) {
      servers.forEach(UnsteadyServer::close);
      throw e;
    }
  }

  private static Map<String, String> joining(Ports ports, int number) {
    return Map.of(
        "kafka.bootstrap.servers",
        "127.0.0.1:" + ports.kafka(),
        "kafka.start-limit",
        START_LIMIT,
        "schema.registry.url",
        "http://127.0.0.1:" + ports.registry(),
        "streams.instance-id",
        Integer.toString(number));
  }

  /**
   * Kills one of them at a moment, or all, and starts again what was killed.
   *
   * @param meanwhile called now and then until the moment has come; may throw
   * @return what the first that was killed was doing
   */
  Moment.Phase killAt(Moment moment, RandomGenerator random, Runnable meanwhile)
      throws InterruptedException {
    boolean all = servers.size() > 1 && random.nextDouble() < ALL_SHARE;
    List<UnsteadyServer> victims =
        all ? servers : List.of(servers.get(random.nextInt(servers.size())));
    Moment.Phase phase = victims.get(0).await(moment, meanwhile);
    for (UnsteadyServer victim : victims) {
      victim.kill();
    }
    victims.forEach(UnsteadyServer::startAgain);
    return phase;
  }

  /** Waits until all are ready. */
  void awaitReady() throws InterruptedException {
    for (UnsteadyServer server : servers) {
      server.awaitReady();
    }
  }

  /** How long they took to be ready after a kill, each time that one was let. */
  List<Duration> readyAfter() {
    return servers.stream().flatMap(server -> server.readyAfter().stream()).toList();
  }

  /** Where their APIs are, dead or alive. */
  List<URI> http() {
    return servers.stream().map(UnsteadyServer::http).toList();
  }

  /** All of them, the one with the broker first. */
  List<UnsteadyServer> servers() {
    return servers;
  }

  /** The one with the broker. */
  UnsteadyServer first() {
    return servers.get(0);
  }

  /** Ends all but the one with the broker. */
  void endOthers() {
    servers.subList(1, servers.size()).forEach(UnsteadyServer::close);
  }

  @Override
  public void close() {
    endOthers();
    first().close();
  }
}
