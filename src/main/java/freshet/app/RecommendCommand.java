package freshet.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code freshet recommend}: asks a running server for a user's slate and shows it. */
@Command(
    name = "recommend",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {"Asks a running Freshet what to show to a user, and why.", ""},
    footer = {
      "",
      "Examples:",
      "  freshet recommend ada-17",
      "  freshet recommend ada-17 -k 5 --type game --json",
      "",
      "Exit codes: 0 answered, 1 failed, 2 wrong usage."
    })
final class RecommendCommand implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "USER", description = "For whom.")
  private String user;

  @Option(
      names = "-k",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many items. Default: ${DEFAULT-VALUE}")
  private int k;

  @Option(names = "--type", paramLabel = "TYPE", description = "Only items of this content type.")
  private String type;

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
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(body);
    } else {
      try {
        print(out, new ObjectMapper().readTree(body));
      } catch (IOException e) {
        throw new FailedCommandException(
            to + " gave an answer that is not JSON; is it a Freshet?", e);
      }
    }
    out.flush();
    return 0;
  }

  private String ask() throws InterruptedException {
    String query =
        "?k=%d".formatted(k)
            + (type == null ? "" : "&type=" + URLEncoder.encode(type, StandardCharsets.UTF_8));
    String path = URLEncoder.encode(user, StandardCharsets.UTF_8).replace("+", "%20");
    HttpRequest request;
    try {
      request =
          key.on(
                  HttpRequest.newBuilder(
                      URI.create(
                          to.replaceAll("/+$", "")
                              + "/v1/users/"
                              + path
                              + "/recommendations"
                              + query)))
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
      if (answer.statusCode() != 200) {
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
      return new ObjectMapper().readTree(body).path("detail").asText(body);
    } catch (IOException e) {
      return body;
    }
  }

  private void print(PrintWriter out, JsonNode answer) {
    TextTable table =
        TextTable.forColumns(
            Help.defaultColorScheme(Ansi.AUTO),
            new Column(4, 0, Overflow.TRUNCATE),
            new Column(44, 1, Overflow.TRUNCATE),
            new Column(11, 1, Overflow.TRUNCATE),
            new Column(15, 1, Overflow.TRUNCATE),
            new Column(60, 1, Overflow.SPAN));
    table.addRowValues(
        "@|bold #|@", "@|bold item|@", "@|bold score|@", "@|bold layer|@", "@|bold why|@");
    int rank = 0;
    for (JsonNode item : answer.path("items")) {
      table.addRowValues(
          String.valueOf(++rank),
          item.path("title").asText(item.path("item").asText()),
          String.format(Locale.ROOT, "%.5f", item.path("score").asDouble()),
          item.path("layer").asText(),
          item.path("reason").asText());
    }
    out.print(table);
    if (answer.hasNonNull("note")) {
      out.println(answer.path("note").asText());
    }
  }
}
