package freshet.model.release.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import freshet.model.UnusableModelException;
import freshet.model.artifact.Artifact;
import freshet.model.release.Artifacts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Artifacts behind a URL, over HTTP and in a folder. */
@Timeout(60)
class WebArtifactsTest {
  @TempDir private Path disk;

  private HttpServer server;
  private WebArtifacts store;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/models/",
        exchange -> {
          Path file = disk.resolve("there" + exchange.getRequestURI().getPath().substring(7));
          if (Files.exists(file)) {
            byte[] content = Files.readAllBytes(file);
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
          } else {
            exchange.sendResponseHeaders(404, -1);
          }
          exchange.close();
        });
    server.start();
    store =
        new WebArtifacts("http://127.0.0.1:%d/models/".formatted(server.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private Artifact made() {
    return Artifacts.write(disk.resolve("there"), "v1", 200_000, Map.of());
  }

  private Artifact fetched(ArtifactStore from, Stored stored)
      throws IOException, InterruptedException {
    ModelFolder folder = new ModelFolder(disk.resolve("here"));
    try (Incoming incoming = folder.receive(stored)) {
      from.fetch(stored, incoming);
      return folder.complete(stored, incoming);
    }
  }

  @Test
  void a_model_is_fetched_from_where_it_was_copied_to() throws Exception {
    Stored stored = store.plan(made());

    assertThat(stored.location()).endsWith("/models/v1.pt");
    assertThat(fetched(store, stored).manifest()).isEqualTo(made().manifest());
  }

  @Test
  void a_model_that_is_not_there_yet_is_tried_later() throws Exception {
    Stored stored = store.plan(made());
    Files.delete(disk.resolve("there/v1.pt"));

    assertThatThrownBy(() -> fetched(store, stored))
        .isInstanceOf(UnreachableArtifactException.class)
        .hasMessageContaining("v1.pt cannot be fetched (it answers 404); copy the model there");
    assertThat(disk.resolve("here")).isEmptyDirectory();
  }

  @Test
  void a_file_that_is_longer_than_it_should_be_is_not_kept() throws Exception {
    Stored stored = store.plan(made());
    Files.write(disk.resolve("there/v1.pt"), new byte[300_000]);

    assertThatThrownBy(() -> fetched(store, stored))
        .isInstanceOf(UnusableModelException.class)
        .hasMessageContaining("behind its end");
  }

  @Test
  void a_shared_folder_is_written_and_read() throws Exception {
    FolderArtifacts folder = new FolderArtifacts(disk.resolve("shared"));
    Stored stored = folder.plan(made());
    folder.upload(made(), stored);

    assertThat(stored.location()).startsWith("file:").endsWith("/shared/v1.pt");
    assertThat(fetched(folder, stored).manifest()).isEqualTo(made().manifest());

    folder.delete(stored);
    assertThat(disk.resolve("shared")).isEmptyDirectory();
    assertThatThrownBy(() -> fetched(folder, stored))
        .isInstanceOf(UnreachableArtifactException.class)
        .hasMessageContaining("v1.pt is missing");
  }
}
