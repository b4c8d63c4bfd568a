package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server as an operator meets it: a process. */
@Timeout(120)
class ServeIT {
  @TempDir private Path directory;

  /** One process for both, since a start takes longer than either. */
  @Test
  void the_guides_work_as_they_stand_and_a_polite_signal_ends_it_without_a_word_of_alarm()
      throws Exception {
    RunnableDocument guides = RunnableDocument.read(Path.of("GUIDES.md"));
    Path settings = directory.resolve("freshet.conf");
    Files.writeString(settings, guides.all("hocon"));
    try (FreshetProcess serve =
        FreshetProcess.start(
            directory,
            "serve",
            "--data-dir=" + directory.resolve("data"),
            "--config=" + settings)) {
      serve.awaitReady();

      assertThat(guides.run(serve.http().url())).isGreaterThan(15);

      Duration took = serve.terminate();

      System.out.println("serve ended after SIGTERM in " + took.toMillis() + " ms");
      assertThat(took).isLessThan(Duration.ofSeconds(10));
      // 128 + SIGTERM: ended by the signal, after its hooks had run.
      assertThat(serve.exitCode()).isIn(0, 143);
      assertThat(serve.err()).doesNotContain("\tat ", "Exception", "ERROR", "WARN");
      assertThat(directory.resolve("data/kafka/.kafka_cleanshutdown")).exists();
    }
  }

  @Test
  void a_port_in_use_ends_it_with_one_sentence_and_code_1() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        FreshetProcess serve =
            FreshetProcess.start(
                directory,
                "serve",
                "--data-dir=" + directory.resolve("data"),
                "--port=" + taken.getLocalPort())) {
      int exit = serve.awaitExit(Duration.ofSeconds(60));

      assertThat(exit).isEqualTo(1);
      assertThat(serve.err().lines().filter(line -> !line.contains(" INFO ")))
          .containsExactly(
              "freshet: port %d is in use; choose another with --port, or stop what listens there"
                  .formatted(taken.getLocalPort()));
    }
  }
}
