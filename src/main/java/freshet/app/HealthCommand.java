package freshet.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import freshet.http.exchange.Words;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code freshet health}: asks a running server how its layers, stream and stores do. */
@Command(
    name = "health",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Asks a running Freshet how its layers do, how far the stream is behind and what went wrong last.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  freshet health",
      "  freshet health --to https://freshet.internal --json",
      "",
      "Exit codes: 0 well, 1 degraded or no answer, 2 wrong usage."
    })
final class HealthCommand implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int OK = 200;
  private static final int ERRORS_SHOWN = 3;

  @Spec private CommandSpec spec;

  @Option(
      names = "--to",
      paramLabel = "URL",
      defaultValue = "http://localhost:7070",
      description = "The running Freshet. Default: ${DEFAULT-VALUE}")
  private String to;

  @Mixin private KeyOption key;

  @Option(names = "--json", description = "Print the server's answer as it is.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    String body = ask();
    JsonNode health;
    try {
      health = new ObjectMapper().readTree(body);
    } catch (IOException e) {
      throw new FailedCommandException(
          to + " gave an answer that is not JSON; is it a Freshet?", e);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(body);
    } else {
      print(out, health);
    }
    out.flush();
    return health.path("status").asText().equals("well") ? 0 : 1;
  }

  private String ask() throws InterruptedException {
    HttpRequest request;
    try {
      request =
          key.on(
                  HttpRequest.newBuilder(
                      URI.create(to.replaceAll("/+$", "") + "/v1/health/recommendations")))
              .timeout(LIMIT)
              .build();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--to is \"%s\"; give an address such as http://localhost:7070".formatted(to),
          e);
    }
    HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build();
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != OK) {
        throw new FailedCommandException(
            "%s answered %d: %s".formatted(to, answer.statusCode(), detail(answer.body())), null);
      }
      return answer.body();
    } catch (IOException e) {
      throw new FailedCommandException(
          "nothing answers at %s; start one with `freshet serve`, or name another with --to"
              .formatted(to),
          e);
    }
  }

  private static String detail(String body) {
    try {
      return Words.shown(new ObjectMapper().readTree(body).path("detail").asText(body));
    } catch (IOException e) {
      return Words.shown(body);
    }
  }

  private static void print(PrintWriter out, JsonNode health) {
    JsonNode slates = health.path("slates");
    out.println(
        "%s; %,d slates since %s, %,d of them degraded, %,d empty"
            .formatted(
                Words.shown(health.path("status").asText()),
                slates.path("answered").asLong(),
                Words.shown(health.path("since").asText()),
                slates.path("degraded").asLong(),
                slates.path("empty").asLong()));
    out.println();
    out.print(layers(health.path("layers")));
    out.println();
    printStream(out, health.path("stream"));
    printErrors(out, health.path("layers"));
  }

  private static TextTable layers(JsonNode layers) {
    TextTable table = table(15, 10, 10, 10, 10, 9, 9, 9, 60);
    table.addRowValues(
        bold("layer"),
        bold("calls"),
        bold("silent"),
        bold("failed"),
        bold("fallback"),
        bold("p50 ms"),
        bold("p99 ms"),
        bold("max ms"),
        bold("state"));
    for (JsonNode layer : layers) {
      JsonNode latency = layer.path("latencyMillis");
      String state = layer.path("state").asText();
      JsonNode model = layer.path("model");
      if (!model.isMissingNode()) {
        state += "; " + model.path("status").asText();
      }
      table.addRowValues(
          layer.path("layer").asText(),
          count(layer, "calls"),
          count(layer, "silences"),
          count(layer, "failures"),
          count(layer, "fallbacks"),
          millis(latency, "p50"),
          millis(latency, "p99"),
          millis(latency, "max"),
          Words.shown(state));
    }
    return table;
  }

  private static void printStream(PrintWriter out, JsonNode stream) {
    JsonNode visible = stream.path("eventToVisibleMillis");
    out.println(
        "stream %s, %,d records behind; an event is seen after %s ms (p50), %s ms (p99); %,d dead letters, %,d failed writes"
            .formatted(
                Words.shown(stream.path("state").asText()),
                stream.path("behindRecords").asLong(),
                millis(visible, "p50"),
                millis(visible, "p99"),
                stream.path("deadLetters").asLong(),
                stream.path("writeFailures").asLong()));
    for (JsonNode store : stream.path("stores")) {
      out.println(
          "  %-24s about %,d entries, %,d bytes on disk"
              .formatted(
                  Words.shown(store.path("store").asText()),
                  store.path("entries").asLong(),
                  store.path("diskBytes").asLong()));
    }
  }

  private static void printErrors(PrintWriter out, JsonNode layers) {
    for (JsonNode layer : layers) {
      int shown = 0;
      for (JsonNode error : layer.path("lastErrors")) {
        if (shown++ == 0) {
          out.println();
        }
        if (shown <= ERRORS_SHOWN) {
          out.println(
              "%s: %s (%,d times, last at %s)"
                  .formatted(
                      layer.path("layer").asText(),
                      Words.shown(error.path("error").asText()),
                      error.path("times").asLong(),
                      Words.shown(error.path("latest").asText())));
        }
      }
    }
  }

  private static TextTable table(int... widths) {
    Column[] columns = new Column[widths.length];
    for (int i = 0; i < widths.length; i++) {
      boolean last = i == widths.length - 1;
      columns[i] = new Column(widths[i], i == 0 ? 0 : 1, last ? Overflow.SPAN : Overflow.TRUNCATE);
    }
    return TextTable.forColumns(Help.defaultColorScheme(Ansi.AUTO), columns);
  }

  private static String bold(String text) {
    return "@|bold %s|@".formatted(text);
  }

  private static String count(JsonNode layer, String field) {
    return String.format(Locale.ROOT, "%,d", layer.path(field).asLong());
  }

  private static String millis(JsonNode latency, String field) {
    return String.format(Locale.ROOT, "%.2f", latency.path(field).asDouble());
  }
}
