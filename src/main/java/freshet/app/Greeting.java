package freshet.app;

import java.io.PrintWriter;

/** What a server says when it is up: where it is, and what to try. */
final class Greeting {
  private Greeting() {}

  /**
   * @param user whom to ask for in the example
   */
  static void print(PrintWriter out, Application application, String user) {
    String url = application.scheme() + "://localhost:" + application.port();
    out.println("Freshet is at " + url);
    out.println(
        "  Kafka %s · schema registry %s"
            .formatted(
                application.cluster().bootstrapServers(), application.cluster().registryUrl()));
    out.println("  try:  curl '%s/v1/users/%s/recommendations?k=10'".formatted(url, user));
    out.println("  stop: Ctrl-C");
    out.flush();
  }
}
