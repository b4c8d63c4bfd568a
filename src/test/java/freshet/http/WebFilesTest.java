package freshet.http;

import static org.assertj.core.api.Assertions.assertThat;

import freshet.http.Caller.Answer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebFilesTest {
  private static final Pattern LINK = Pattern.compile("(?:src|href)=\"(/[^\"#?]*)\"");
  private static final Pattern IMPORT = Pattern.compile("from '(/[^']+)'");

  private FreshetServer server;
  private Caller caller;

  @BeforeEach
  void start() {
    server = FreshetServer.start(ServerSettings.at("127.0.0.1", 0), new FakeBackend().ports());
    caller = new Caller(server.port());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html",
    "/example.html, text/html",
    "/api.html, text/html",
    "/freshet.js, text/javascript",
    "/freshet.d.ts, text/plain",
    "/web/chart.js, text/javascript",
    "/web/swagger-ui.css, text/css"
  })
  void each_file_is_served_as_what_it_is(String path, String type) {
    Answer answer = caller.get(path);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith(type);
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.response().body()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/example.html", "/api.html"})
  void a_page_runs_nothing_that_is_written_into_it(String path) {
    Answer answer = caller.get(path);

    assertThat(answer.header("Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'");
    assertThat(answer.response().body())
        .doesNotContainPattern("<script(?![^>]*\\bsrc=)")
        .doesNotContainPattern("\\son[a-z]+=")
        .doesNotContain("style=", "http://", "https://");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/example.html", "/api.html", "/web/page.js", "/web/example.js"})
  void whatever_a_file_links_to_is_there(String path) {
    String text = caller.get(path).response().body();

    for (Pattern pattern : new Pattern[] {LINK, IMPORT}) {
      Matcher matcher = pattern.matcher(text);
      while (matcher.find()) {
        String link = matcher.group(1);
        if (!link.equals("/metrics")) {
          assertThat(caller.get(link).status()).as(link).isEqualTo(200);
        }
      }
    }
  }

  @Test
  void what_a_browser_has_already_is_not_sent_again() {
    String tag = caller.get("/freshet.js").header("ETag");

    Answer again = caller.send(caller.request("/freshet.js").header("If-None-Match", tag).build());
    Answer other =
        caller.send(caller.request("/freshet.js").header("If-None-Match", "\"old\"").build());

    assertThat(again.status()).isEqualTo(304);
    assertThat(again.response().body()).isEmpty();
    assertThat(other.status()).isEqualTo(200);
  }

  @Test
  void other_sites_may_load_the_client_and_no_page() {
    assertThat(caller.get("/freshet.js").header("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(caller.get("/web/page.js").header("Access-Control-Allow-Origin")).isNull();
    assertThat(caller.get("/").header("Access-Control-Allow-Origin")).isNull();
  }
}
