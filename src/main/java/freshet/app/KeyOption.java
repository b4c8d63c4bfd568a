package freshet.app;

import java.net.http.HttpRequest;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The key that a server wants to see; from the environment, where other users do not see it. */
final class KeyOption {
  private static final String VARIABLE = "FRESHET_API_KEY";

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "The key, where the server needs one. Default: that of " + VARIABLE + ".")
  private String given;

  /** The key, if there is one. */
  Optional<String> key() {
    return Optional.ofNullable(given)
        .or(() -> Optional.ofNullable(System.getenv(VARIABLE)))
        .filter(key -> !key.isBlank());
  }

  /** A request that brings the key along. */
  HttpRequest.Builder on(HttpRequest.Builder request) {
    key().ifPresent(key -> request.header("X-API-Key", key));
    return request;
  }
}
