package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import freshet.model.artifact.Artifact;
import freshet.model.release.store.Stored;
import freshet.model.release.store.WebArtifacts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An instance is killed while a model is on its way to it. */
@Timeout(180)
class KilledReloadIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final HandMadeModel FIRST = new HandMadeModel(1);
  private static final HandMadeModel NEXT = new HandMadeModel(3);

  @TempDir private Path folder;
  private Path web;
  private HttpServer server;
  private String url;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch halfSent = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  @BeforeEach
  void serveModels() throws IOException {
    web = Files.createDirectory(folder.resolve("web"));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::send);
    server.setExecutor(threads);
    server.start();
    url = "http://127.0.0.1:%d/".formatted(server.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    goOn.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  /** The next model comes half, and then nothing for as long as the test likes. */
  private void send(HttpExchange exchange) throws IOException {
    try (exchange) {
      String name = exchange.getRequestURI().getPath().substring(1);
      byte[] all = Files.readAllBytes(web.resolve(name));
      exchange.sendResponseHeaders(200, all.length);
      int first = name.equals("next.pt") ? all.length / 2 : all.length;
      exchange.getResponseBody().write(all, 0, first);
      exchange.getResponseBody().flush();
      if (first < all.length) {
        halfSent.countDown();
        if (goOn.await(2, TimeUnit.MINUTES)) {
          exchange.getResponseBody().write(all, first, all.length - first);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private FreshetProcess serve() throws IOException {
    Path config =
        Files.writeString(folder.resolve("site.conf"), "model.artifacts = \"" + url + '"');
    return FreshetProcess.start(
        folder, "serve", "--data-dir=" + folder.resolve("data"), "--config=" + config);
  }

  private void release(FreshetProcess serve, HandMadeModel model, String version)
      throws IOException {
    Artifact artifact = model.write(web, version);
    Stored stored = new WebArtifacts(url).plan(artifact);
    try (ModelOperator operator =
        new ModelOperator(serve.bootstrapServers(), serve.registryUrl())) {
      operator.release(stored, record -> {});
    }
  }

  @Test
  void it_starts_with_the_last_good_model_and_then_takes_the_next() throws Exception {
    Path models = folder.resolve("data/models");
    try (FreshetProcess serve = serve()) {
      serve.awaitReady();
      ModelSite site = new ModelSite(serve.http());
      site.addItems(HandMadeModel.ITEMS);
      release(serve, FIRST, "first");
      site.awaitSentence("model first answers");
      site.interact("ann", "view", 4);
      assertThat(site.first("ann")).isEqualTo(FIRST.after(4) + " model");
      release(serve, NEXT, "next");
      assertThat(halfSent.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(site.first("ann")).isEqualTo(FIRST.after(4) + " model");

      serve.kill();
    }
    assertThat(models).isDirectoryContaining("glob:**/.next.pt.arriving");
    // As if it had been another one that was on its way: nobody comes back for it.
    Files.writeString(models.resolve(".other.pt.arriving"), "half of it");

    try (FreshetProcess serve = serve()) {
      serve.awaitReady();
      ModelSite site = new ModelSite(serve.http());
      await("the last good one answers, while the next one hangs")
          .atMost(SOON)
          .until(() -> site.first("ann").equals(FIRST.after(4) + " model"));
      assertThat(models).isDirectoryNotContaining("glob:**/.other.pt.arriving");
      assertThat(site.sentence()).startsWith("model first answers");

      goOn.countDown();

      site.awaitSentence("model next answers");
      assertThat(site.first("ann")).isEqualTo(NEXT.after(4) + " model");
      assertThat(models).isDirectoryNotContaining("glob:**/.*");
    }
  }
}
