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
import java.security.KeyStore;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsTest {
  private static final String PASSWORD = "not-a-secret";

  @TempDir private Path folder;

  private Path keyStore() throws Exception {
    Path file = folder.resolve("freshet.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "freshet",
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1",
                "-validity",
                "2",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).as(Files.readString(folder.resolve("keytool.log"))).isZero();
    return file;
  }

  private static HttpClient trusting(Path file) throws Exception {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray()));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }

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
    Path file = keyStore();
    ServerSettings settings = settings(new Tls(file, PASSWORD));
    assertThat(settings.scheme()).isEqualTo("https");
    try (FreshetServer server = FreshetServer.start(settings, new FakeBackend().ports())) {
      assertThat(get(trusting(file), "https", server.port()).body()).isEqualTo("{\"live\":true}");
      assertThatThrownBy(() -> get(HttpClient.newHttpClient(), "http", server.port()))
          .isInstanceOf(IOException.class);
      assertThatThrownBy(() -> get(HttpClient.newHttpClient(), "https", server.port()))
          .as("who does not know the certificate does not trust it")
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void what_cannot_be_used_is_told_before_anything_starts() throws Exception {
    Path file = keyStore();
    assertThatThrownBy(() -> new Tls(file, "wrong"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("check the file and http.tls.password")
        .hasMessageNotContaining("wrong");
    assertThatThrownBy(() -> new Tls(folder.resolve("none.p12"), PASSWORD))
        .hasMessageContaining("none.p12, which is not there; give");
    Path text = Files.writeString(folder.resolve("text.p12"), "-----BEGIN CERTIFICATE-----");
    assertThatThrownBy(() -> new Tls(text, PASSWORD)).hasMessageContaining("cannot be read");
    assertThat(new Tls(file, PASSWORD)).asString().doesNotContain(PASSWORD);
  }
}
