package freshet.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class EmbeddedBrokerKillIT {
  private static final List<String> VALUES =
      IntStream.range(0, 1000).mapToObj(Integer::toString).toList();

  @TempDir Path directory;

  /** The promise is 6 s on an idle machine; the bound here is for a busy one. */
  @Test
  void topics_records_and_offsets_outlive_a_kill() throws Exception {
    try (BrokerProcess victim = BrokerProcess.start(directory)) {
      BrokerClient client = victim.client();
      client.createTopic("numbers", 1);
      client.produce("numbers", VALUES);
      assertThat(client.consume("numbers", "readers", 400)).isEqualTo(VALUES.subList(0, 400));
      victim.kill();
    }

    try (BrokerProcess survivor = BrokerProcess.start(directory)) {
      System.out.println("up after a kill in " + survivor.startTime().toMillis() + " ms");
      BrokerClient client = survivor.client();
      assertThat(client.topics()).contains("numbers");
      assertThat(client.consume("numbers", "readers", 600)).isEqualTo(VALUES.subList(400, 1000));
      client.produce("numbers", List.of("next"));
      assertThat(client.consume("numbers", "readers", 1)).containsExactly("next");
      assertThat(survivor.startTime()).isLessThan(Duration.ofSeconds(30));
    }
  }

  /** With many partitions the kill nearly always finds a transaction that is being committed. */
  @Test
  void transactions_that_a_kill_cut_off_are_ended_at_the_next_start() throws Exception {
    int partitions = 30;
    for (int kill = 0; kill < 2; kill++) {
      try (BrokerProcess victim = BrokerProcess.start(directory)) {
        BrokerClient client = victim.client();
        if (kill == 0) {
          client.createTopic("numbers", partitions);
        }
        CountDownLatch begun = new CountDownLatch(20);
        CompletableFuture<Integer> committed =
            CompletableFuture.supplyAsync(
                () -> client.commitUntilGone("numbers", partitions, begun));
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        victim.kill();
        assertThat(committed.get(30, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(20);
      }
      try (BrokerProcess survivor = BrokerProcess.start(directory)) {
        BrokerClient client = survivor.client();
        await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> assertThat(client.withOpenTransactions("numbers")).isEmpty());
      }
    }
  }

  @Test
  void a_polite_signal_closes_cleanly_within_ten_seconds() throws Exception {
    try (BrokerProcess broker = BrokerProcess.start(directory)) {
      BrokerClient client = broker.client();
      client.createTopic("numbers", 3);
      client.produce("numbers", VALUES);

      Duration took = broker.terminate();

      System.out.println("closed after SIGTERM in " + took.toMillis() + " ms");
      assertThat(took).isLessThan(Duration.ofSeconds(10));
      // 128 + SIGTERM: the JVM ended by the signal, after its hooks had run.
      assertThat(broker.exitCode()).isEqualTo(143);
      assertThat(directory.resolve(".kafka_cleanshutdown")).exists();
    }
  }

  @Test
  void a_directory_held_by_another_process_is_refused() throws Exception {
    try (BrokerProcess holder = BrokerProcess.start(directory)) {
      assertThatThrownBy(() -> EmbeddedBroker.start(BrokerSettings.in(directory).withPort(0)))
          .isInstanceOf(BrokerStartException.class)
          .hasMessageContaining("is in use by another running Freshet");

      assertThat(holder.client().topics()).isEmpty();
    }
  }
}
