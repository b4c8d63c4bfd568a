package freshet.broker;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The broker's two listening sockets, bound before Kafka starts.
 *
 * <p>Kafka ends the JVM when it cannot bind a port. Bound here first and handed over, a port in use
 * is an ordinary exception, and nobody can take a port between the look and the use.
 */
final class ListenerSockets implements ServerSocketFactory, AutoCloseable {
  static final String CLIENTS = "CLIENTS";
  static final String CONTROLLER = "CONTROLLER";

  /** Kafka's own default, {@code socket.listen.backlog.size}. */
  private static final int BACKLOG = 50;

  private final InetAddress address;
  private final ServerSocketChannel clients;
  private final ServerSocketChannel controller;

  private ListenerSockets(
      InetAddress address, ServerSocketChannel clients, ServerSocketChannel controller) {
    this.address = address;
    this.clients = clients;
    this.controller = controller;
  }

  /** Binds both ports, or throws with one sentence that says which of them and why. */
  static ListenerSockets bind(BrokerSettings settings) {
    InetAddress address = loopback(settings.host());
    ServerSocketChannel clients =
        bind(address, settings.port(), "with --kafka-port or the setting kafka.port");
    try {
      ServerSocketChannel controller =
          bind(address, settings.controllerPort(), "with the setting kafka.controller.port");
      return new ListenerSockets(address, clients, controller);
    } catch (BrokerStartException e) {
      close(clients, e);
      throw e;
    }
  }

  /** Where clients connect, as {@code host:port}. */
  String clients() {
    return authority(clients);
  }

  /** Where the broker's own quorum meets, as {@code host:port}. */
  String controller() {
    return authority(controller);
  }

  InetSocketAddress controllerAddress() {
    return new InetSocketAddress(address, controller.socket().getLocalPort());
  }

  @Override
  public ServerSocketChannel openServerSocket(
      String listener, InetSocketAddress asked, int backlog, int receiveBufferSize) {
    ServerSocketChannel socket = Map.of(CLIENTS, clients, CONTROLLER, controller).get(listener);
    if (socket == null || socket.socket().getLocalPort() != asked.getPort()) {
      throw new IllegalStateException("no socket was bound for " + listener + " at " + asked);
    }
    return socket;
  }

  /** Closes what is still open; Kafka has closed the sockets that it was given. */
  @Override
  public void close() throws IOException {
    try (clients) {
      controller.close();
    }
  }

  private static InetAddress loopback(String host) {
    InetAddress address;
    try {
      address = InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new BrokerStartException(
          "The host " + host + " is unknown; give 127.0.0.1 in the setting kafka.host.", e);
    }
    if (!address.isLoopbackAddress()) {
      throw new BrokerStartException(
          "The embedded broker has no access control and listens on this machine only, not on "
              + host
              + "; give 127.0.0.1 in the setting kafka.host, or name a Kafka cluster of your own in"
              + " kafka.bootstrap.servers.");
    }
    return address;
  }

  private static ServerSocketChannel bind(InetAddress address, int port, String cure) {
    ServerSocketChannel socket = null;
    try {
      socket = ServerSocketChannel.open();
      socket.configureBlocking(false);
      return socket.bind(new InetSocketAddress(address, port), BACKLOG);
    } catch (IOException e) {
      String where = address.getHostAddress() + ":" + port;
      String why =
          e instanceof BindException && String.valueOf(e.getMessage()).contains("in use")
              ? "another program is using it"
              : e.getMessage();
      BrokerStartException failure =
          new BrokerStartException(
              "The embedded broker cannot listen on "
                  + where
                  + ": "
                  + why
                  + "; choose another port "
                  + cure
                  + ".",
              e);
      close(socket, failure);
      throw failure;
    }
  }

  private static void close(ServerSocketChannel socket, BrokerStartException failure) {
    if (socket == null) {
      return;
    }
    try {
      socket.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private String authority(ServerSocketChannel socket) {
    String host = address.getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + socket.socket().getLocalPort();
  }
}
