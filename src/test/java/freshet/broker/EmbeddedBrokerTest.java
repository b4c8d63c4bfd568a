package freshet.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir Path directory;

  @Test
  void an_ordinary_client_creates_a_topic_and_writes_and_reads() {
    try (EmbeddedBroker broker = EmbeddedBroker.start(anyPort())) {
      BrokerClient client = new BrokerClient(broker.bootstrapServers());
      client.createTopic("fruit", 1);
      client.produce("fruit", List.of("apple", "pear"));

      assertThat(client.consume("fruit", "eaters", 2)).containsExactly("apple", "pear");
    }
  }

  @Test
  void topics_records_and_offsets_outlive_a_restart_on_other_ports() {
    try (EmbeddedBroker broker = EmbeddedBroker.start(anyPort())) {
      BrokerClient client = new BrokerClient(broker.bootstrapServers());
      client.createTopic("fruit", 1);
      client.produce("fruit", List.of("apple", "pear", "plum"));
      assertThat(client.consume("fruit", "eaters", 1)).containsExactly("apple");
    }

    try (EmbeddedBroker broker = EmbeddedBroker.start(anyPort())) {
      BrokerClient client = new BrokerClient(broker.bootstrapServers());
      assertThat(client.topics()).contains("fruit");
      assertThat(client.consume("fruit", "eaters", 2)).containsExactly("pear", "plum");
      client.produce("fruit", List.of("fig"));
      assertThat(client.consume("fruit", "eaters", 1)).containsExactly("fig");
    }
  }

  @Test
  void a_topic_nobody_made_is_not_made_by_asking_for_it() {
    try (EmbeddedBroker broker = EmbeddedBroker.start(anyPort())) {
      BrokerClient client = new BrokerClient(broker.bootstrapServers());
      client.createTopic("fruit", 1);

      assertThat(client.partitions("friut")).isZero();
      assertThat(client.topics()).doesNotContain("friut");
    }
  }

  @Test
  void a_port_in_use_is_reported_in_one_sentence() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
      int port = taken.getLocalPort();

      assertThatThrownBy(() -> EmbeddedBroker.start(anyPort().withPort(port)))
          .isInstanceOf(BrokerStartException.class)
          .hasMessage(
              "The embedded broker cannot listen on 127.0.0.1:%d: another program is using it;"
                  + " choose another port with --kafka-port or the setting kafka.port.",
              port);
    }
  }

  @Test
  void a_controller_port_in_use_is_reported_in_one_sentence() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
      BrokerSettings settings =
          new BrokerSettings(directory, BrokerSettings.DEFAULT_HOST, 0, taken.getLocalPort());

      assertThatThrownBy(() -> EmbeddedBroker.start(settings))
          .isInstanceOf(BrokerStartException.class)
          .hasMessageContaining("kafka.controller.port");
    }
  }

  @Test
  void a_start_that_failed_leaves_directory_and_ports_free() throws IOException {
    int free = freePort();
    try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
      BrokerSettings settings =
          new BrokerSettings(directory, BrokerSettings.DEFAULT_HOST, free, taken.getLocalPort());
      assertThatThrownBy(() -> EmbeddedBroker.start(settings))
          .isInstanceOf(BrokerStartException.class);
    }

    try (EmbeddedBroker broker = EmbeddedBroker.start(anyPort().withPort(free))) {
      assertThat(broker.bootstrapServers()).isEqualTo("127.0.0.1:" + free);
    }
  }

  @Test
  void a_second_broker_on_the_same_directory_is_refused_and_the_first_goes_on() {
    try (EmbeddedBroker first = EmbeddedBroker.start(anyPort())) {
      assertThatThrownBy(() -> EmbeddedBroker.start(anyPort()))
          .isInstanceOf(BrokerStartException.class)
          .hasMessageContaining("is in use by another running Freshet")
          .hasMessageContaining("--data-dir");

      BrokerClient client = new BrokerClient(first.bootstrapServers());
      client.createTopic("fruit", 1);
      assertThat(client.topics()).contains("fruit");
    }
  }

  @Test
  void a_directory_that_cannot_be_made_is_reported_in_one_sentence() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> EmbeddedBroker.start(BrokerSettings.in(file.resolve("kafka"))))
        .isInstanceOf(BrokerStartException.class)
        .hasMessageContaining("cannot be written")
        .hasMessageContaining("--data-dir");
  }

  @Test
  void damaged_files_are_reported_in_one_sentence() throws IOException {
    Files.writeString(directory.resolve("meta.properties"), "version=1\nnode.id=7\n");

    assertThatThrownBy(() -> EmbeddedBroker.start(anyPort()))
        .isInstanceOf(BrokerStartException.class)
        .hasMessageContaining("move them away");
  }

  @Test
  void only_this_machine_can_connect() throws IOException {
    try (EmbeddedBroker broker = EmbeddedBroker.start(anyPort())) {
      int port = Integer.parseInt(broker.bootstrapServers().split(":", -1)[1]);
      try (Socket socket = new Socket(LOOPBACK, port)) {
        assertThat(socket.isConnected()).isTrue();
      }

      List<InetAddress> outside =
          NetworkInterface.networkInterfaces()
              .flatMap(NetworkInterface::inetAddresses)
              .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
              .toList();
      for (InetAddress address : outside) {
        try (Socket socket = new Socket()) {
          assertThatThrownBy(() -> socket.connect(new InetSocketAddress(address, port), 1000))
              .isInstanceOf(ConnectException.class);
        }
      }
    }
  }

  @Test
  void a_host_that_others_can_reach_is_refused() {
    assertThatThrownBy(() -> EmbeddedBroker.start(new BrokerSettings(directory, "0.0.0.0", 0, 0)))
        .isInstanceOf(BrokerStartException.class)
        .hasMessageContaining("no access control")
        .hasMessageContaining("kafka.bootstrap.servers");
  }

  @Test
  void closing_twice_is_closing_once() {
    EmbeddedBroker broker = EmbeddedBroker.start(anyPort());
    broker.close();
    broker.close();

    assertThat(directory.resolve(".kafka_cleanshutdown")).exists();
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, LOOPBACK)) {
      return probe.getLocalPort();
    }
  }

  private BrokerSettings anyPort() {
    return BrokerSettings.in(directory).withPort(0);
  }
}
