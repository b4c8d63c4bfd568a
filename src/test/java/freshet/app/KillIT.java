package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import freshet.avro.InteractionRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An accepted event is counted exactly once, whatever dies: {@code serve} is killed again and again
 * while a sender posts events, and in the end its state is, byte for byte, what an undisturbed
 * topology makes of the same events.
 */
@Timeout(300)
class KillIT {
  private static final int KILLS = 2;
  private static final long SEED = 20_260_101;
  private static final Duration COUNTED_WITHIN = Duration.ofSeconds(60);

  @TempDir private Path directory;

  @Test
  void nothing_is_lost_and_nothing_counted_twice_when_the_process_is_killed() throws Exception {
    Random random = new Random(SEED);
    FreshetProcess serve = serve();
    try {
      serve.awaitReady();
      PersistentSender sender = PersistentSender.start(new NumberedEvents(SEED), serve.http());
      try (sender) {
        for (int kill = 1; kill <= KILLS; kill++) {
          // Anywhere: between two commits, within one, while lists are published.
          sender.awaitAccepted(500 + random.nextInt(700));
          serve.kill();
          serve.close();
          serve = serve();
          System.out.printf(
              "after kill %d: up in %d ms, ready in %d ms%n",
              kill, serve.awaitUp().toMillis(), serve.awaitReady().toMillis());
          sender.goOnWith(serve.http());
        }
        sender.awaitAccepted(300);
      }
      System.out.printf(
          "%d events accepted, %d batches sent more than once%n",
          sender.accepted().size(), sender.repeated());
      assertStateIsThatOf(sender.accepted(), serve);
    } finally {
      serve.close();
    }
  }

  private void assertStateIsThatOf(List<InteractionRecord> accepted, FreshetProcess serve) {
    TopicReader topics = new TopicReader(serve.bootstrapServers());
    StateTopics state = new StateTopics(topics::table);
    await("all events are counted")
        .atMost(COUNTED_WITHIN)
        .untilAsserted(() -> assertThat(state.countedEvents()).isEqualTo(accepted.size()));
    try (UndisturbedTopology undisturbed =
        new UndisturbedTopology(directory.resolve("undisturbed"), serve.registryUrl())) {
      undisturbed.process(accepted);
      StateTopics other = new StateTopics(undisturbed::table);
      assertThat(state.profiles()).as("profiles").isNotEmpty().isEqualTo(other.profiles());
      assertThat(state.rows()).as("rows").isNotEmpty().isEqualTo(other.rows());
      assertThat(state.counts()).as("counts").isNotEmpty().isEqualTo(other.counts());
    }
    assertThat(topics.all("interactions-dead-letters")).isEmpty();
  }

  private FreshetProcess serve() throws IOException {
    return FreshetProcess.start(directory, "serve", "--data-dir=" + directory.resolve("data"));
  }
}
