package freshet.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import freshet.http.exchange.Words;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The running Freshet that a command asks, and how its answer is shown. */
final class AskedServer {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--to",
      paramLabel = "URL",
      defaultValue = "http://localhost:7070",
      description = "The running Freshet. Default: ${DEFAULT-VALUE}")
  private String to;

  @Mixin private KeyOption key;

  @Option(names = "--json", description = "Print the server's answer as it is.")
  private boolean json;

  /**
   * Asks and shows the answer.
   *
   * @param path with the query, each part encoded
   * @param table prints an answer for people
   * @return the answer
   */
  JsonNode show(String path, BiConsumer<PrintWriter, JsonNode> table) throws InterruptedException {
    return show(List.of(path), (out, answers) -> table.accept(out, answers.get(0))).get(0);
  }

  /**
   * Asks several things and shows the answers in one table, or one after the other as they are.
   *
   * @param paths with their queries, each part encoded
   * @param table prints the answers for people, in the order in which they were asked for
   * @return the answers
   */
  List<JsonNode> show(List<String> paths, BiConsumer<PrintWriter, List<JsonNode>> table)
      throws InterruptedException {
    List<String> bodies = new ArrayList<>();
    List<JsonNode> answers = new ArrayList<>();
    for (String path : paths) {
      String body = ask(path);
      bodies.add(body);
      answers.add(read(body));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      bodies.forEach(out::println);
    } else {
      table.accept(out, answers);
    }
    out.flush();
    return answers;
  }

  private JsonNode read(String body) {
    try {
      return new ObjectMapper().readTree(body);
    } catch (IOException e) {
      throw new FailedCommandException(
          to + " gave an answer that is not JSON; is it a Freshet?", e);
    }
  }

  /** A part of a path or a query. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private String ask(String path) throws InterruptedException {
    HttpRequest request;
    try {
      request =
          key.on(HttpRequest.newBuilder(URI.create(to.replaceAll("/+$", "") + path)))
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
      return Words.shown(new ObjectMapper().readTree(body).path("detail").asText(body));
    } catch (IOException e) {
      return Words.shown(body);
    }
  }
}
