package freshet.app.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text in HTML, and pages from templates of the class path. */
final class Html {
  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z-]+)}}");

  private Html() {}

  /** Text as it can stand in an element or in a quoted attribute. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /**
   * A template with its places filled.
   *
   * @param parts HTML by name of the place, {@code {{name}}} in the template
   * @throws IllegalArgumentException if a place has no part
   */
  static String fill(String template, Map<String, String> parts) {
    // In one pass, so that what is filled in is never taken for a place.
    return PLACE
        .matcher(template)
        .replaceAll(
            place -> {
              String part = parts.get(place.group(1));
              if (part == null) {
                throw new IllegalArgumentException("nothing fills " + place.group());
              }
              return Matcher.quoteReplacement(part);
            });
  }

  /** Reads a text of the class path. */
  static String resource(String path) {
    try (InputStream in = Html.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(path + " is missing; build Freshet anew");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
