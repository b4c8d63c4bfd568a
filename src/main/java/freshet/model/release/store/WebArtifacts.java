package freshet.model.release.store;

import freshet.model.artifact.Artifact;
import freshet.model.release.store.Incoming.Part;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Artifacts on a web server or in a bucket, read and never written: whoever runs Freshet copies
 * them there, from the folder `models` of the instance that trained them.
 */
public final class WebArtifacts implements ArtifactStore {
  private static final Logger LOG = LoggerFactory.getLogger(WebArtifacts.class);
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
  private static final Duration BODY_LIMIT = Duration.ofMinutes(10);

  private final String prefix;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT_LIMIT)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  /**
   * @param prefix an http or https URL; VERSION.pt and VERSION.json come behind it
   */
  public WebArtifacts(String prefix) {
    this.prefix = prefix;
  }

  @Override
  public Stored plan(Artifact artifact) {
    return Stored.at(prefix + artifact.manifest().version() + ".pt", artifact);
  }

  @Override
  public void upload(Artifact artifact, Stored planned) {
    LOG.info(
        "Copy {} to {} and {} beside it, from where the other instances fetch them",
        artifact.file(),
        planned.location(),
        Artifact.manifestOf(artifact.file()).getFileName());
  }

  @Override
  public void fetch(Stored stored, Incoming into) throws InterruptedException {
    String module = stored.location();
    fetch(module.replaceFirst("\\.pt$", ".json"), Part.MANIFEST, into);
    fetch(module, Part.MODULE, into);
  }

  private void fetch(String url, Part part, Incoming into) throws InterruptedException {
    try {
      HttpResponse<InputStream> response =
          client.send(
              HttpRequest.newBuilder(URI.create(url)).timeout(ANSWER_LIMIT).build(),
              BodyHandlers.ofInputStream());
      InputStream body = response.body();
      try (Deadline deadline = new Deadline(body)) {
        if (response.statusCode() != 200) {
          throw new IOException("it answers " + response.statusCode());
        }
        Transfer.copy(deadline.body(), part, into);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new UnreachableArtifactException(
          "%s cannot be fetched (%s); copy the model there, or check model.artifacts"
              .formatted(url, e.getMessage()),
          e);
    }
  }

  /** Ends a body that does not come to its end, for which the client itself would wait for ever. */
  private static final class Deadline implements AutoCloseable {
    private final InputStream body;
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    Deadline(InputStream body) {
      this.body = body;
      var unused =
          over.orTimeout(BODY_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
              .exceptionally(
                  late -> {
                    hangUp();
                    return null;
                  });
    }

    InputStream body() {
      return body;
    }

    private void hangUp() {
      try {
        body.close();
      } catch (IOException e) {
        LOG.warn("A model that is not sent to its end cannot be hung up on", e);
      }
    }

    @Override
    public void close() {
      over.complete(null);
      hangUp();
    }
  }

  @Override
  public void delete(Stored stored) {
    LOG.info("Model {} is not kept any more; delete {}", stored.version(), stored.location());
  }
}
