package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;

/** The page and the JavaScript client, in a real browser. */
@Timeout(240)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PageIT {
  private static final Duration SOON = Duration.ofSeconds(45);

  /** How far what had been drawn has moved by itself. */
  private static final String LAYOUT_SHIFT =
      """
      const done = arguments[0];
      let shift = 0;
      new PerformanceObserver(list => {
        for (const entry of list.getEntries()) shift += entry.value;
      }).observe({ type: 'layout-shift', buffered: true });
      setTimeout(() => done(shift), 200);
      """;

  @TempDir private static Path directory;
  private static Chromium browser;
  private static ScriptedSite site;
  private static RunningFreshet freshet;

  @BeforeAll
  static void start() throws IOException {
    Awaitility.setDefaultTimeout(SOON);
    browser = Chromium.start();
    site = ScriptedSite.start();
    freshet =
        RunningFreshet.start(
            directory,
            Map.of(
                "http.append-timeout",
                "4s",
                "model.enabled",
                false,
                // Its Kafka is taken away in the end: then it must not go on trying for minutes.
                "streams.config",
                Map.of("task.timeout.ms", "1000")));
    List<String> items = new ArrayList<>();
    List<String> events = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      items.add(
          "{\"item\":\"i%d\",\"type\":\"%s\",\"title\":\"Title %d\",\"tags\":[\"t%d\"]}"
              .formatted(i, i % 2 == 0 ? "post" : "game", i, i % 4));
      for (int user = 0; user < 8; user++) {
        if ((user + i) % 3 == 0) {
          events.add(event("seed-" + i + "-" + user, "u" + user, "view", "i" + i));
        }
      }
    }
    // A broker that has only just started may take its time; ids make it harmless to say it again.
    await().until(() -> freshet.http().postLines("/v1/items", items).status() == 202);
    await().until(() -> freshet.http().postLines("/v1/interactions", events).status() == 202);
  }

  @AfterAll
  static void stop() {
    Awaitility.reset();
    for (AutoCloseable part : new AutoCloseable[] {freshet, site, browser}) {
      if (part != null) {
        Parts.close(new ArrayDeque<>(List.of(part)));
      }
    }
  }

  @BeforeEach
  void forget() {
    site.forget();
    // What an earlier page has kept is not this one's.
    browser.driver().get(site.page("?consent=no"));
    browser.script("localStorage.clear()");
    // What it was told it has told its console; that is not this test's either.
    var unused = browser.errors();
  }

  @Test
  @Order(1)
  void somebody_sees_what_happens_now() throws IOException {
    open("/");

    await().until(() -> text("#state").equals("Live"));
    await().until(() -> all("#trending-list li").size() == 12);
    await().until(() -> !text("#events").equals("–"));
    assertThat(text("#parts")).contains("topology", "RUNNING", "24 items");
    assertThat(find("#banner").isDisplayed()).isFalse();

    List<String> surge = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      surge.add(event("surge-" + i, "crowd-" + i, "play", "i7"));
    }
    await().until(() -> freshet.http().postLines("/v1/interactions", surge).status() == 202);

    await().until(() -> attribute("#trending-list li:first-child", "data-item").equals("i7"));
    AtomicInteger more = new AtomicInteger();
    await()
        .until(
            () -> {
              freshet.http().interact("more-" + more.incrementAndGet(), "u5", "view", "i7");
              return topology().matches("(?s).*interactions[1-9][0-9.,]*/s.*");
            });
    click("#types button:nth-child(2)");
    await().until(() -> items("#trending-list li").stream().noneMatch(PageIT::isPost));
    assertThat(browser.errors()).isEmpty();
  }

  private static boolean isPost(String item) {
    return Integer.parseInt(item.substring(1)) % 2 == 0;
  }

  private static String topology() {
    return (String) browser.script("return document.getElementById('topology').textContent");
  }

  @SuppressWarnings("unchecked")
  private static List<String> items(String selector) {
    return (List<String>)
        browser.script(
            "return [...document.querySelectorAll(arguments[0])].map(row => row.dataset.item)",
            selector);
  }

  @Test
  @Order(2)
  void somebody_acts_as_a_person_and_sees_the_answer_change() {
    open("/");
    find("#user").sendKeys("u1", Keys.ENTER);
    await().until(() -> all("#feed li").size() == 8);
    assertThat(all("#feed .why")).allMatch(why -> !why.getText().isBlank());
    String liked = attribute("#feed li:first-child", "data-item");

    // By keyboard: what is done is done again to the next in its place.
    find("#feed li:first-child [data-act=like]").sendKeys(Keys.ENTER);

    await()
        .until(
            () ->
                text("#said").matches("Liked: Title \\d+\\. The answer knew of it after .*ms\\."));
    await().until(() -> all("#feed li[data-item='" + liked + "']").isEmpty());
    assertThat(all("#feed li")).hasSize(8);
    assertThat(browser.script("return document.activeElement.dataset.act")).isEqualTo("like");
    assertThat(text("#history li:first-child")).contains("like").contains("undo");
    assertThat(text("#visible")).endsWith("ms");

    String hidden = attribute("#feed li:first-child", "data-item");
    click("#feed li:first-child [data-act=dislike]");
    await().until(() -> text("#said").startsWith("Hidden: "));
    await().until(() -> all("#feed li[data-item='" + hidden + "']").isEmpty());
    click("#history li:first-child button");
    await().until(() -> text("#said").startsWith("Taken back: "));
    await("what was liked is counted").until(() -> text("#rates").contains("%"));

    assertThat(browser.errors()).isEmpty();
  }

  @Test
  @Order(3)
  void a_stranger_s_name_is_no_error_and_cannot_run_anything() {
    open("/");
    find("#user").sendKeys("<img src=x onerror=alert(1)>/ü", Keys.ENTER);

    await().until(() -> all("#feed li").size() == 8);
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  @Order(4)
  void the_page_fits_a_phone_and_does_not_jump() {
    // Chromium's windows are not narrower than this; the layout of phones begins at 736.
    browser.driver().manage().window().setSize(new Dimension(500, 844));
    try {
      open("/#user=u2");
      await("the feed").until(() -> all("#feed li").size() == 8);
      await("the list").until(() -> all("#trending-list li").size() == 12);

      assertThat(
              (Boolean) browser.script("return document.documentElement.scrollWidth <= innerWidth"))
          .isTrue();
      // What browsers call good is up to 0.1.
      assertThat(((Number) browser.driver().executeAsyncScript(LAYOUT_SHIFT)).doubleValue())
          .isLessThan(0.1);
    } finally {
      browser.driver().manage().window().setSize(new Dimension(1280, 900));
    }
  }

  @Test
  @Order(5)
  void the_api_can_be_tried() {
    open("/api.html");

    await().until(() -> all(".opblock").size() > 10);
    assertThat(text("#api")).contains("/v1/users/{user}/recommendations", "/v1/trending/stream");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  @Order(6)
  void the_example_site_learns_with_consent_only() {
    open("/example.html");
    await().until(() -> all("#shelf article").size() == 6);
    click("#shelf article:first-child button");
    await().until(() -> text("#said").contains("without your consent"));

    click("#consent");
    await().until(() -> text("#user").startsWith("visitor-"));
    String visitor = text("#user");
    String liked = attribute("#shelf article:first-child", "data-freshet-item");
    click("#shelf article:first-child button");

    await()
        .untilAsserted(
            () -> {
              JsonNode history =
                  freshet.http().get("/v1/users/" + visitor + "/profile").body().path("history");
              assertThat(history.findValuesAsText("type")).contains("like");
              assertThat(history.findValuesAsText("item")).contains(liked);
            });
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  @Order(7)
  void the_client_sends_events_together_and_none_without_consent() {
    browser.driver().get(site.page("?consent=no"));
    assertThat(client("track('like', 'rye')")).isNull();
    browser.script("freshet.consent = true");

    Object ids =
        browser.script(
            "return [freshet.track('like', 'rye', { seconds: 3, slate: 's' }), freshet.view('bun')]");

    await().until(() -> !site.posts().isEmpty());
    assertThat(site.posts().get(0).ids()).isEqualTo(ids);
    JsonNode event = site.posts().get(0).events().get(0);
    assertThat(event.path("user").asText()).isEqualTo("mia");
    assertThat(event.path("seconds").asInt()).isEqualTo(3);
    assertThat(event.path("slate").asText()).isEqualTo("s");
    await().until(() -> client("waiting").equals(0L));
    browser.script("freshet.track('like', 'x'); freshet.consent = false");
    assertThat(client("waiting")).isEqualTo(0L);
    assertThat(browser.script("return localStorage.length")).isEqualTo(0L);
  }

  @Test
  @Order(8)
  void the_client_sends_what_is_unconfirmed_again_with_its_ids_when_it_was_asked_to() {
    site.answerNext(
        503,
        "1",
        "{\"detail\":\"the log has confirmed 1 of 2\",\"results\":[{\"index\":1,\"status\":\"unconfirmed\"}]}");
    browser.driver().get(site.page(""));
    browser.script("freshet.track('like', 'a'); window.second = freshet.track('like', 'b')");

    await().until(() -> site.posts().size() == 2);
    ScriptedSite.Post first = site.posts().get(0);
    ScriptedSite.Post again = site.posts().get(1);
    assertThat(first.values("item")).containsExactly("a", "b");
    assertThat(again.ids()).containsExactly((String) browser.script("return second"));
    assertThat(Duration.ofNanos(again.nanos() - first.nanos()))
        .isGreaterThanOrEqualTo(Duration.ofMillis(990));
    await().until(() -> client("waiting").equals(0L));
    assertThat(browser.script("return localStorage.length")).isEqualTo(0L);
  }

  @Test
  @Order(9)
  void the_client_does_not_send_again_what_was_refused_and_tells() {
    site.answerNext(
        422,
        "0",
        "{\"results\":[{\"index\":0,\"status\":\"rejected\",\"field\":\"type\",\"reason\":\"no\"}]}");
    browser.driver().get(site.page(""));
    client("track('hug', 'a')");
    await().until(() -> !site.posts().isEmpty());
    await().until(() -> client("waiting").equals(0L));
    client("track('like', 'b')");

    await().until(() -> site.posts().size() == 2);
    assertThat(site.posts().get(1).values("item")).containsExactly("b");
    assertThat(browser.script("return problems[0].event.type + ' ' + problems[0].reason"))
        .isEqualTo("hug no");
  }

  @Test
  @Order(10)
  void the_client_counts_a_view_when_an_item_is_looked_at_and_once() {
    browser.driver().get(site.page(""));
    browser.script("freshet.observe(); freshet.track('like', 'first')");
    await().until(() -> !site.posts().isEmpty());
    assertThat(site.posts()).allMatch(post -> !post.values("item").contains("rye"));

    browser.script("document.getElementById('below').scrollIntoView()");
    await().until(() -> site.posts().size() == 2);
    ScriptedSite.Post view = site.posts().get(1);
    assertThat(view.values("type")).containsExactly("view");
    assertThat(view.values("item")).containsExactly("rye");
    assertThat(view.values("slate")).containsExactly("s1");

    browser.script("scrollTo(0, 0); document.getElementById('below').scrollIntoView()");
    browser.script(
        "const more = document.getElementById('below').cloneNode(); more.dataset.freshetItem = 'bun'; document.getElementById('below').after('', more); more.append('A bun'); more.scrollIntoView()");
    await().until(() -> site.posts().size() == 3);
    assertThat(site.posts().get(2).values("item")).containsExactly("bun");
  }

  @Test
  @Order(11)
  void what_waits_when_a_page_ends_is_handed_over_and_kept_until_it_is_confirmed() {
    browser.driver().get(site.page("?wait=60000"));
    String id = (String) client("track('like', 'rye')");
    assertThat(site.posts()).isEmpty();

    browser.driver().get("about:blank");

    await().until(() -> site.posts().size() == 1);
    assertThat(site.posts().get(0).ids()).containsExactly(id);
    browser.driver().get(site.page("?wait=60000"));
    await().until(() -> site.posts().size() == 2);
    assertThat(site.posts().get(1).ids()).containsExactly(id);
    await().until(() -> browser.script("return localStorage.length").equals(0L));
  }

  @Test
  @Order(12)
  void a_part_is_down_and_the_page_says_so_and_goes_on() throws IOException {
    open("/#user=u3");
    await().until(() -> all("#feed li").size() == 8 && all("#trending-list li").size() == 12);

    freshet.stopKafka();
    click("#feed li:first-child [data-act=like]");
    await().until(() -> text("#said").startsWith("Not kept: "));
    assertThat(all("#feed li")).hasSize(8);

    freshet.close();
    await().until(() -> text("#state").equals("Not connected"));
    assertThat(text("#banner")).contains("Freshet cannot be heard", "All figures are of");
    assertThat(all("#trending-list li")).hasSize(12);
    click("#feed li:first-child [data-act=view]");
    await().until(() -> text("#said").contains("Freshet does not answer"));
    assertThat(all("#feed li")).hasSize(8);
  }

  private static String event(String id, String user, String type, String item) {
    return "{\"eventId\":\"%s\",\"user\":\"%s\",\"type\":\"%s\",\"item\":\"%s\"}"
        .formatted(id, user, type, item);
  }

  private static void open(String path) {
    // Another place of the same page would not load it anew.
    browser.driver().get("about:blank");
    browser.driver().get(freshet.url() + path);
  }

  private static Object client(String call) {
    return browser.script("return freshet." + call);
  }

  private static WebElement find(String selector) {
    return browser.driver().findElement(By.cssSelector(selector));
  }

  private static List<WebElement> all(String selector) {
    return browser.driver().findElements(By.cssSelector(selector));
  }

  private static void click(String selector) {
    await()
        .ignoreExceptions()
        .until(
            () -> {
              find(selector).click();
              return true;
            });
  }

  private static String text(String selector) {
    try {
      return find(selector).getText();
    } catch (StaleElementReferenceException drawnAnew) {
      return "";
    }
  }

  private static String attribute(String selector, String name) {
    return String.valueOf(
        browser.script(
            "return document.querySelector(arguments[0])?.getAttribute(arguments[1])",
            selector,
            name));
  }
}
