package freshet.app;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Chromium without a window, as it is installed on this machine. */
final class Chromium implements AutoCloseable {
  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final Duration LIMIT = Duration.ofSeconds(45);

  private final ChromeDriver driver;

  private Chromium(ChromeDriver driver) {
    this.driver = driver;
  }

  static Chromium start() {
    Optional<File> browser = BROWSERS.stream().flatMap(Chromium::onPath).findFirst();
    Optional<File> service = onPath("chromedriver").findFirst();
    if (browser.isEmpty() || service.isEmpty()) {
      throw new AssertionError(
          "the page is tested in Chromium, and "
              + (browser.isEmpty() ? "no Chromium" : "its chromedriver")
              + " is not on the PATH; on Debian: apt-get install chromium chromium-driver; or leave"
              + " these tests out: mvn verify -Dit.test='!PageIT'");
    }
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.get());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        // Without a GPU every frame of an animation is work.
        "--force-prefers-reduced-motion",
        "--window-size=1280,900");
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriver driver =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(service.get()).build(),
            options);
    driver.manage().timeouts().pageLoadTimeout(LIMIT).scriptTimeout(LIMIT);
    return new Chromium(driver);
  }

  private static Stream<File> onPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .map(Path::toFile);
  }

  ChromeDriver driver() {
    return driver;
  }

  /** What a script gives. */
  Object script(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Errors that pages have told their console since this was last asked. */
  List<String> errors() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
