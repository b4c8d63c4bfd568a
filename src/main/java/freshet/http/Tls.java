package freshet.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * A certificate and its key, for HTTPS.
 *
 * @param keyStore file in PKCS #12 or JKS; read again when it changes
 * @param password of the file and of the key in it
 */
public record Tls(Path keyStore, String password) {

  /**
   * Makes sure that there is a key in the file.
   *
   * @throws IllegalArgumentException saying what is wrong and the cure, without the password
   */
  public Tls {
    if (!Files.isRegularFile(keyStore)) {
      throw new IllegalArgumentException(
          "http.tls.key-store is %s, which is not there; give a file in PKCS #12 or JKS"
              .formatted(keyStore));
    }
    try {
      KeyStore keys = KeyStore.getInstance(keyStore.toFile(), password.toCharArray());
      boolean found = false;
      for (var names = keys.aliases(); names.hasMoreElements(); ) {
        found |= keys.isKeyEntry(names.nextElement());
      }
      if (!found) {
        throw new IllegalArgumentException(
            "http.tls.key-store is %s, in which there is no key; put certificate and key into it"
                .formatted(keyStore));
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "http.tls.key-store is %s, which cannot be read (%s); check the file and http.tls.password"
              .formatted(keyStore, e.getMessage()),
          e);
    }
  }

  SslContextFactory.Server context() {
    SslContextFactory.Server context = new SslContextFactory.Server();
    context.setKeyStorePath(keyStore.toAbsolutePath().toString());
    context.setKeyStorePassword(password);
    return context;
  }

  @Override
  public String toString() {
    return "Tls[keyStore=%s]".formatted(keyStore);
  }
}
