package freshet.registry;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;

/**
 * How to reach a registry, under Confluent's setting names.
 *
 * @param urls base addresses of the same registry, tried in turn, without a slash at the end
 * @param authorization value of the Authorization header
 * @param connectTimeout limit for connecting to one address
 * @param requestTimeout limit for one request to one address
 * @param deadline limit for everything a single question may take, at most 10 s
 * @param cacheCapacity schemas remembered
 */
public record RegistrySettings(
    List<URI> urls,
    Optional<String> authorization,
    Duration connectTimeout,
    Duration requestTimeout,
    Duration deadline,
    int cacheCapacity) {

  public static final String URL = "schema.registry.url";
  public static final String AUTO_REGISTER = "auto.register.schemas";
  public static final String USE_LATEST = "use.latest.version";
  public static final String CREDENTIALS_SOURCE = "basic.auth.credentials.source";
  public static final String USER_INFO = "basic.auth.user.info";
  public static final String BEARER_SOURCE = "bearer.auth.credentials.source";
  public static final String BEARER_TOKEN = "bearer.auth.token";
  public static final String CONNECT_TIMEOUT = "http.connect.timeout.ms";
  public static final String REQUEST_TIMEOUT = "http.read.timeout.ms";
  public static final String CACHE_CAPACITY = "max.schemas.per.subject";

  /** Ours; Confluent's client has no such limit. */
  public static final String DEADLINE = "schema.registry.deadline.ms";

  private static final String OLD_USER_INFO = "schema.registry.basic.auth.user.info";
  private static final String TOPIC_NAMES = "TopicNameStrategy";
  private static final int MAX_MILLIS = 10_000;

  public RegistrySettings {
    urls = List.copyOf(urls);
  }

  /**
   * Reads the settings; names that are not ours are left to whom they concern.
   *
   * @throws ConfigException naming the setting that is wrong, and the cure
   */
  public static RegistrySettings from(Map<String, ?> settings) {
    requireTopicNames(settings);
    List<URI> urls = new ArrayList<>();
    List<String> userInfos = new ArrayList<>();
    for (String address : list(settings.get(URL))) {
      URI url = url(address);
      if (url.getUserInfo() != null) {
        userInfos.add(url.getUserInfo());
      }
      urls.add(withoutUserInfo(url));
    }
    if (urls.isEmpty()) {
      throw new ConfigException(
          URL
              + " is missing; give the address of a schema registry, such as http://localhost:8081");
    }
    return new RegistrySettings(
        urls,
        authorization(settings, userInfos),
        millis(settings, CONNECT_TIMEOUT, 1_000),
        millis(settings, REQUEST_TIMEOUT, 2_000),
        millis(settings, DEADLINE, 5_000),
        number(settings, CACHE_CAPACITY, 1_000, 1_000_000));
  }

  private static void requireTopicNames(Map<String, ?> settings) {
    for (String strategy : List.of("key.subject.name.strategy", "value.subject.name.strategy")) {
      Object name = settings.get(strategy);
      String text = name instanceof Class<?> type ? type.getName() : String.valueOf(name);
      if (name != null && !text.endsWith(TOPIC_NAMES)) {
        throw new ConfigException(
            "%s is %s, but Freshet's serde names subjects after topics; use TopicNameStrategy, or set %s to Confluent's serde"
                .formatted(strategy, text, ValueSerdes.SERDE_CLASS));
      }
    }
  }

  /** The addresses, for error messages. */
  String addresses() {
    return urls.stream().map(URI::toString).collect(Collectors.joining(", "));
  }

  private static List<String> list(Object value) {
    if (value == null) {
      return List.of();
    }
    Collection<?> parts =
        value instanceof Collection<?> many ? many : List.of(String.valueOf(value).split(",", -1));
    return parts.stream()
        .map(part -> String.valueOf(part).strip())
        .filter(part -> !part.isEmpty())
        .toList();
  }

  private static URI url(String address) {
    URI url;
    try {
      url = URI.create(address.replaceAll("/+$", ""));
    } catch (IllegalArgumentException e) {
      throw badUrl(address, e);
    }
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    if (url.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
      throw badUrl(address, null);
    }
    return url;
  }

  private static ConfigException badUrl(String address, IllegalArgumentException cause) {
    ConfigException bad =
        new ConfigException(
            "%s holds \"%s\", which is not an address; give http://host:port or https://host:port, several separated by commas"
                .formatted(URL, address.replaceAll("//[^/@]*@", "//")));
    if (cause != null) {
      bad.initCause(cause);
    }
    return bad;
  }

  private static URI withoutUserInfo(URI url) {
    return url.getUserInfo() == null
        ? url
        : URI.create(url.toString().replace(url.getRawUserInfo() + "@", ""));
  }

  private static Optional<String> authorization(
      Map<String, ?> settings, List<String> urlUserInfos) {
    String bearer = text(settings, BEARER_SOURCE, "");
    if (!bearer.isEmpty()) {
      if (!bearer.equals("STATIC_TOKEN")) {
        throw new ConfigException(
            BEARER_SOURCE + " is " + bearer + "; Freshet's serde knows STATIC_TOKEN");
      }
      return Optional.of("Bearer " + required(settings, BEARER_TOKEN, BEARER_SOURCE));
    }
    String source = text(settings, CREDENTIALS_SOURCE, "URL");
    return switch (source) {
      case "URL" -> urlUserInfos.stream().findFirst().map(RegistrySettings::basic);
      case "USER_INFO" ->
          Optional.of(
              basic(
                  settings.get(OLD_USER_INFO) != null
                      ? text(settings, OLD_USER_INFO, "")
                      : required(settings, USER_INFO, CREDENTIALS_SOURCE)));
      default ->
          throw new ConfigException(
              CREDENTIALS_SOURCE + " is " + source + "; use USER_INFO or URL");
    };
  }

  private static String basic(String userInfo) {
    return "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
  }

  private static String required(Map<String, ?> settings, String name, String because) {
    String value = text(settings, name, "");
    if (value.isEmpty()) {
      throw new ConfigException(
          name + " is missing; " + because + "=" + settings.get(because) + " needs it");
    }
    return value;
  }

  private static String text(Map<String, ?> settings, String name, String otherwise) {
    Object value = settings.get(name);
    return value == null ? otherwise : value.toString().strip();
  }

  static boolean flag(Map<String, ?> settings, String name, boolean otherwise) {
    String value = text(settings, name, String.valueOf(otherwise)).toLowerCase(Locale.ROOT);
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new ConfigException(name + " is " + value + "; give true or false");
    };
  }

  private static Duration millis(Map<String, ?> settings, String name, int otherwise) {
    return Duration.ofMillis(number(settings, name, otherwise, MAX_MILLIS));
  }

  private static int number(Map<String, ?> settings, String name, int otherwise, int max) {
    String value = text(settings, name, String.valueOf(otherwise));
    try {
      int number = Integer.parseInt(value);
      if (number >= 1 && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw outOfRange(name, value, max, e);
    }
    throw outOfRange(name, value, max, null);
  }

  private static ConfigException outOfRange(
      String name, String value, int max, NumberFormatException cause) {
    ConfigException bad =
        new ConfigException(name + " is " + value + "; give a whole number from 1 to " + max);
    if (cause != null) {
      bad.initCause(cause);
    }
    return bad;
  }

  /** Without the credentials. */
  @Override
  public String toString() {
    return "RegistrySettings[" + addresses() + "]";
  }
}
