package freshet.bench.load;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Sends requests to several servers in turn, as a load balancer does: a server that cannot be
 * reached, breaks off or says 503 is left alone for a second, and the next one is asked the same.
 * (What nginx does with {@code proxy_next_upstream error timeout http_503}.)
 *
 * <p>It keeps a connection to each; used by one thread.
 */
final class Balancer implements AutoCloseable {
  private static final Duration REST = Duration.ofSeconds(1);

  private final Supplier<List<URI>> servers;
  private final Map<URI, HttpConnection> connections = new HashMap<>();
  private final Map<URI, Long> resting = new HashMap<>();
  private int turn;
  private long elsewhere;

  /**
   * @param servers those in service at the moment, at least one
   * @param turn which of them is asked first
   */
  Balancer(Supplier<List<URI>> servers, int turn) {
    this.servers = servers;
    this.turn = turn;
  }

  /**
   * Asks once.
   *
   * @throws UnavailableException if no server answers
   * @throws freshet.bench.FailedBenchException if one does, and not with a full slate
   */
  SlateAnswer ask(Kind.Asker asker) {
    List<UnavailableException> failures = new ArrayList<>();
    for (URI server : order()) {
      try {
        SlateAnswer answer = ask(asker, server);
        elsewhere += failures.isEmpty() ? 0 : 1;
        return answer;
      } catch (UnavailableException e) {
        failures.add(e);
        resting.put(server, System.nanoTime() + REST.toNanos());
        close(connections.remove(server));
      }
    }
    throw failures.get(0);
  }

  /** Those that rest come last: they are tried when no other answers. */
  private List<URI> order() {
    List<URI> inService = new ArrayList<>(servers.get());
    Collections.rotate(inService, turn++);
    return Stream.concat(
            inService.stream().filter(this::isRested),
            inService.stream().filter(server -> !isRested(server)))
        .toList();
  }

  private boolean isRested(URI server) {
    Long until = resting.get(server);
    return until == null || System.nanoTime() - until >= 0;
  }

  private SlateAnswer ask(Kind.Asker asker, URI server) {
    HttpConnection kept = connections.get(server);
    if (kept != null) {
      try {
        return ask(asker, server, kept);
      } catch (UnavailableException e) {
        // It may be that of a server that has been started again since.
        close(connections.remove(server));
      }
    }
    HttpConnection fresh = HttpConnection.open(server);
    connections.put(server, fresh);
    return ask(asker, server, fresh);
  }

  private SlateAnswer ask(Kind.Asker asker, URI server, HttpConnection connection) {
    SlateAnswer answer = asker.ask(connection);
    if (connection.isClosing()) {
      close(connections.remove(server));
    }
    return answer;
  }

  /** How often a request had to be sent to another server. */
  long elsewhere() {
    return elsewhere;
  }

  private static void close(HttpConnection connection) {
    if (connection != null) {
      connection.close();
    }
  }

  @Override
  public void close() {
    connections.values().forEach(HttpConnection::close);
    connections.clear();
  }
}
