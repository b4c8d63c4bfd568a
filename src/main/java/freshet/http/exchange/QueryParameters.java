package freshet.http.exchange;

import freshet.event.InvalidInputException;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The query of a request: only parameters that the endpoint knows, so that a typing error is
 * reported and not ignored. A parameter without a value counts as not given.
 */
public final class QueryParameters {
  private final Map<String, List<String>> values = new LinkedHashMap<>();

  private QueryParameters() {}

  /**
   * Reads the query of a request.
   *
   * @param known the names the endpoint takes
   * @throws ProblemException if the query cannot be read or holds a name that is not known
   */
  public static QueryParameters of(Context ctx, String... known) {
    QueryParameters parameters = new QueryParameters();
    for (String name : known) {
      parameters.values.put(name, new ArrayList<>());
    }
    String query = ctx.queryString();
    if (query != null) {
      for (String pair : query.split("&", -1)) {
        if (!pair.isEmpty()) {
          parameters.add(pair);
        }
      }
    }
    return parameters;
  }

  /** One parameter of a request, whatever others there are. */
  public static QueryParameters only(Context ctx, String name) {
    QueryParameters parameters = new QueryParameters();
    parameters.values.put(name, new ArrayList<>());
    String query = ctx.queryString();
    for (String pair : query == null ? new String[0] : query.split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        parameters.add(pair);
      }
    }
    return parameters;
  }

  private void add(String pair) {
    int equals = pair.indexOf('=');
    String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
    String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
    List<String> given = values.get(name);
    if (given == null) {
      throw Problem.of(
              400,
              "\"%s\" is not a query parameter here; use %s"
                  .formatted(Words.shown(name), values.isEmpty() ? "none" : names()))
          .blaming(name)
          .exception();
    }
    if (!value.isEmpty()) {
      given.add(value);
    }
  }

  private String names() {
    return String.join(", ", values.keySet());
  }

  private static String decoded(String raw) {
    try {
      return PercentEncoding.decodeQuery(raw);
    } catch (IllegalArgumentException e) {
      throw Problem.of(
              400,
              "the query cannot be read: %s; percent-encode each value as UTF-8"
                  .formatted(e.getMessage()))
          .exception();
    }
  }

  /** All values of a parameter that may be repeated. */
  public List<String> all(String name) {
    return List.copyOf(values.get(name));
  }

  /** The value of a parameter that may be given once. */
  public Optional<String> one(String name) {
    List<String> given = values.get(name);
    if (given.size() > 1) {
      throw new InvalidInputException(name, "is given " + given.size() + " times; give it once");
    }
    return given.stream().findFirst();
  }

  /** A whole number between two bounds, or what stands for it when not given. */
  public int wholeNumber(String name, int otherwise, int min, int max) {
    Optional<String> text = one(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw wrongWholeNumber(name, text.get(), min, max, e);
    }
    throw wrongWholeNumber(name, text.get(), min, max, null);
  }

  private static InvalidInputException wrongWholeNumber(
      String name, String text, int min, int max, NumberFormatException cause) {
    InvalidInputException wrong =
        new InvalidInputException(
            name,
            "is \"%s\"; give a whole number from %d to %d".formatted(Words.shown(text), min, max));
    wrong.initCause(cause);
    return wrong;
  }

  /** A number between two bounds, if it is given. */
  public OptionalDouble number(String name, double min, double max) {
    Optional<String> text = one(name);
    if (text.isEmpty()) {
      return OptionalDouble.empty();
    }
    try {
      double number = Double.parseDouble(text.get());
      if (number >= min && number <= max) {
        return OptionalDouble.of(number);
      }
    } catch (NumberFormatException e) {
      throw wrongNumber(name, text.get(), min, max, e);
    }
    throw wrongNumber(name, text.get(), min, max, null);
  }

  private static InvalidInputException wrongNumber(
      String name, String text, double min, double max, NumberFormatException cause) {
    InvalidInputException wrong =
        new InvalidInputException(
            name,
            String.format(
                Locale.ROOT,
                "is \"%s\"; give a number from %s to %s",
                Words.shown(text),
                min,
                max));
    wrong.initCause(cause);
    return wrong;
  }

  /** Whether a parameter is "true". */
  public boolean flag(String name) {
    String text = one(name).orElse("false");
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new InvalidInputException(
              name, "is \"%s\"; give true or false".formatted(Words.shown(text)));
    };
  }
}
