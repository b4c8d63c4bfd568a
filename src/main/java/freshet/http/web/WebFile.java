package freshet.http.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Properties;

/** One file that browsers load, from the class path. */
final class WebFile {
  private static final String HTML = "text/html; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";

  /** Nothing but this server's own files and answers; nothing written into a page is run. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /** Swagger UI writes styles into its page. */
  private static final String LENIENT =
      POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");

  private final String path;
  private final String contentType;
  private final byte[] bytes;
  private final String tag;
  private final String policy;
  private final boolean shared;

  private WebFile(String path, String contentType, byte[] bytes, String policy, boolean shared) {
    this.path = path;
    this.contentType = contentType;
    this.bytes = bytes;
    this.tag = tag(bytes);
    this.policy = policy;
    this.shared = shared;
  }

  /** Where it is served. */
  String path() {
    return path;
  }

  String contentType() {
    return contentType;
  }

  /** Its content, not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  /** Changes with its content. */
  String tag() {
    return tag;
  }

  /** What a page may load and do. */
  String policy() {
    return policy;
  }

  /** Whether pages of other sites may load it. */
  boolean isShared() {
    return shared;
  }

  static WebFile page(String path, String resource) {
    return read(path, HTML, "/web/" + resource, POLICY, false);
  }

  /** A page whose library writes styles into it. */
  static WebFile lenientPage(String path, String resource) {
    return read(path, HTML, "/web/" + resource, LENIENT, false);
  }

  static WebFile script(String path, String resource) {
    return read(path, SCRIPT, "/web/" + resource, POLICY, false);
  }

  /** A script that pages of other sites may load. */
  static WebFile sharedScript(String path, String resource) {
    return read(path, SCRIPT, "/web/" + resource, POLICY, true);
  }

  static WebFile other(String path, String contentType, String resource) {
    return read(path, contentType, "/web/" + resource, POLICY, false);
  }

  /** A file of a library. */
  static WebFile ofLibrary(
      String path, String contentType, String group, String library, String file) {
    String root = "/META-INF/resources/webjars/" + library + "/" + version(group, library) + "/";
    return read(path, contentType, root + file, POLICY, false);
  }

  static WebFile scriptOfLibrary(String path, String group, String library, String file) {
    return ofLibrary(path, SCRIPT, group, library, file);
  }

  private static String version(String group, String library) {
    Properties properties = new Properties();
    String about = "/META-INF/maven/" + group + "/" + library + "/pom.properties";
    try {
      properties.load(new StringReader(new String(resource(about), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }

  private static WebFile read(
      String path, String contentType, String resource, String policy, boolean shared) {
    return new WebFile(path, contentType, resource(resource), policy, shared);
  }

  private static byte[] resource(String name) {
    try (InputStream in = WebFile.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the class path; build again");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name + " from the class path", e);
    }
  }

  private static String tag(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "\"" + new BigInteger(1, digest).toString(36).substring(0, 20) + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
