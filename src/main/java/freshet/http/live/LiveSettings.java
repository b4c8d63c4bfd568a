package freshet.http.live;

import java.time.Duration;

/**
 * How the streams that push what changes are kept in bounds.
 *
 * @param clients how many may be open at once, at least 1
 * @param interval how often it is looked for changes, 100 ms to 1 min
 * @param heartbeat after how long a silence a sign of life is sent, 1 s to 20 s
 * @param users how many users who did something lately are named, 0 to 50
 */
public record LiveSettings(int clients, Duration interval, Duration heartbeat, int users) {
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final int MOST_USERS = 50;

  public static final LiveSettings DEFAULT =
      new LiveSettings(100, Duration.ofMillis(500), Duration.ofSeconds(10), 12);

  public LiveSettings {
    require(clients >= 1, "http.live.clients", clients, "give at least 1");
    require(
        isBetween(interval, SHORTEST, LONGEST),
        "http.live.interval",
        interval,
        "give 100 ms to 1 minute");
    // Jetty ends a connection on which nothing was said for 30 s.
    require(
        isBetween(heartbeat, Duration.ofSeconds(1), Duration.ofSeconds(20)),
        "http.live.heartbeat",
        heartbeat,
        "give 1 s to 20 s");
    require(users >= 0 && users <= MOST_USERS, "http.live.users", users, "give 0 to 50");
  }

  private static boolean isBetween(Duration value, Duration least, Duration most) {
    return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
  }

  private static void require(boolean good, String setting, Object value, String cure) {
    if (!good) {
      throw new IllegalArgumentException("%s is %s; %s".formatted(setting, value, cure));
    }
  }
}
