package freshet.app.report;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Chart.js as it comes from the class path, with its licence, to be copied into a page.
 *
 * @param script without a pointer to its source map, which a single file does not have
 * @param licence its notice, which every copy has to carry
 */
record ChartLibrary(String script, String licence) {

  /** Reads it. */
  static ChartLibrary load() {
    String root = "/META-INF/resources/webjars/chart.js/" + version() + "/";
    return new ChartLibrary(
        Html.resource(root + "dist/chart.umd.min.js")
            .replaceAll("(?m)^//# sourceMappingURL=.*$", "")
            .strip(),
        Html.resource(root + "LICENSE.md").strip());
  }

  private static String version() {
    Properties properties = new Properties();
    try {
      properties.load(
          new StringReader(
              Html.resource("/META-INF/maven/org.webjars.npm/chart.js/pom.properties")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
