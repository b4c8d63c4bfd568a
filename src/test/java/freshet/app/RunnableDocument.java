package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A document whose shell blocks are run as they stand, one after the other. A block of JSON behind
 * one is what it answers: the answer must have every field that is shown, of the same kind, and the
 * same texts but for names and times that are made anew each time.
 */
final class RunnableDocument {
  private static final String DEFAULT_ADDRESS = "http://localhost:7070";
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final long COMMAND_SECONDS = 30;
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Other each time. */
  private static final Set<String> MADE_ANEW =
      Set.of("slateId", "cursor", "erasure", "accepted", "done", "position", "since", "time");

  /** An answer that is no success ends the block. */
  private static final String CURL =
      """
      set -euo pipefail
      curl() { command curl --silent --show-error --fail-with-body --noproxy '*' "$@"; }
      """;

  private final List<Block> blocks;

  private record Block(String language, String text) {}

  private RunnableDocument(List<Block> blocks) {
    this.blocks = blocks;
  }

  static RunnableDocument read(Path file) {
    try {
      String text = Files.readString(file);
      return new RunnableDocument(BLOCK.matcher(text).results().map(RunnableDocument::of).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Block of(MatchResult found) {
    return new Block(found.group(1), found.group(2));
  }

  /** The text of all blocks of a language. */
  String all(String language) {
    StringBuilder all = new StringBuilder();
    for (Block block : blocks) {
      if (block.language().equals(language)) {
        all.append(block.text());
      }
    }
    return all.toString();
  }

  /**
   * Runs every block; what other users' doings change in an answer may take a moment.
   *
   * @param url where the server is that the document has at its default address
   * @return how many blocks were run
   */
  int run(String url) {
    int run = 0;
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      if (block.language().equals("sh")) {
        String script = block.text().replace(DEFAULT_ADDRESS, url);
        boolean answered = i + 1 < blocks.size() && blocks.get(i + 1).language().equals("json");
        String shown = answered ? blocks.get(i + 1).text() : "";
        await(block.text()).atMost(SOON).untilAsserted(() -> assertAnswers(shown, output(script)));
        run++;
      }
    }
    return run;
  }

  private static String output(String script) throws IOException, InterruptedException {
    Path output = Files.createTempFile("block", ".out");
    try {
      Process process =
          new ProcessBuilder("bash", "-c", CURL + script)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("it runs for more than " + COMMAND_SECONDS + " s");
      }
      String text = Files.readString(output, StandardCharsets.UTF_8);
      assertThat(process.exitValue()).as(text).isZero();
      return text;
    } finally {
      Files.delete(output);
    }
  }

  private static void assertAnswers(String shown, String output) throws IOException {
    List<JsonNode> wanted = values(shown);
    List<JsonNode> all = wanted.isEmpty() ? List.of() : values(output);
    assertThat(all).hasSizeGreaterThanOrEqualTo(wanted.size());
    List<JsonNode> last = all.subList(all.size() - wanted.size(), all.size());
    for (int i = 0; i < wanted.size(); i++) {
      assertShown(wanted.get(i), last.get(i), "");
    }
  }

  private static List<JsonNode> values(String text) throws IOException {
    List<JsonNode> values = new ArrayList<>();
    try (var all = JSON.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
      all.forEachRemaining(values::add);
    }
    return values;
  }

  private static void assertShown(JsonNode shown, JsonNode real, String field) {
    assertThat(real.getNodeType()).as("%s in %s", field, real).isEqualTo(shown.getNodeType());
    if (shown.isObject()) {
      shown
          .properties()
          .forEach(
              one -> {
                assertThat(real.has(one.getKey())).as("%s in %s", one.getKey(), real).isTrue();
                assertShown(one.getValue(), real.get(one.getKey()), one.getKey());
              });
    } else if (shown.isArray()) {
      assertThat(real.size()).as("%s: %s", field, real).isGreaterThanOrEqualTo(shown.size());
      for (int i = 0; i < shown.size(); i++) {
        assertShown(shown.get(i), real.get(i), field);
      }
    } else if (!shown.isNumber() && !MADE_ANEW.contains(field)) {
      assertThat(real).as(field).isEqualTo(shown);
    }
  }
}
