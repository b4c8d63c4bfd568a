package freshet.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsTest {
  @TempDir private Path folder;

  private static ServerSettings settings(Tls tls) {
    ServerSettings usual = ServerSettings.at("127.0.0.1", 0);
    return new ServerSettings(
        usual.host(),
        usual.port(),
        usual.maxBodyBytes(),
        usual.maxBatch(),
        usual.appendTimeout(),
        usual.maxWaiting(),
        usual.afterTimeout(),
        usual.maxConnections(),
        usual.idleTimeout(),
        Optional.of(tls));
  }

  private static HttpResponse<String> get(HttpClient client, String scheme, int port)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(scheme + "://127.0.0.1:" + port + "/health/live"))
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void with_a_key_it_speaks_https_and_nothing_else() throws Exception {
    Certificate certificate = Certificate.in(folder);
    ServerSettings settings = settings(new Tls(certificate.keyStore(), certificate.password()));
    assertThat(settings.scheme()).isEqualTo("https");
    try (FreshetServer server = FreshetServer.start(settings, new FakeBackend().ports())) {
      assertThat(get(certificate.client(), "https", server.port()).body())
          .isEqualTo("{\"live\":true}");
      assertThatThrownBy(() -> get(HttpClient.newHttpClient(), "http", server.port()))
          .isInstanceOf(IOException.class);
      assertThatThrownBy(() -> get(HttpClient.newHttpClient(), "https", server.port()))
          .as("who does not know the certificate does not trust it")
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void what_cannot_be_used_is_told_before_anything_starts() throws Exception {
    Certificate certificate = Certificate.in(folder);
    Path file = certificate.keyStore();
    String password = certificate.password();
    assertThatThrownBy(() -> new Tls(file, "wrong"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("check the file and http.tls.password")
        .hasMessageNotContaining("wrong");
    assertThatThrownBy(() -> new Tls(folder.resolve("none.p12"), password))
        .hasMessageContaining("none.p12, which is not there; give");
    Path text = Files.writeString(folder.resolve("text.p12"), "-----BEGIN CERTIFICATE-----");
    assertThatThrownBy(() -> new Tls(text, password)).hasMessageContaining("cannot be read");
    assertThat(new Tls(file, password)).asString().doesNotContain(password);
  }
}
