package freshet.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TopologyDocsTest {
  private static final Path COMMITTED = Path.of("topology-docs");

  private final TopologyDocs docs = new TopologyDocs(Settings.defaults());

  @Test
  void the_committed_documents_are_those_of_the_running_code() throws IOException {
    Map<String, String> files = docs.files();

    try (Stream<Path> committed = Files.list(COMMITTED)) {
      assertThat(committed.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(files.keySet());
    }
    for (Map.Entry<String, String> file : files.entrySet()) {
      assertThat(Files.readString(COMMITTED.resolve(file.getKey())))
          .as("%s is stale; run ./freshet topology --write topology-docs", file.getKey())
          .isEqualTo(file.getValue());
    }
  }

  @Test
  void every_setting_of_the_reference_is_explained() {
    List<String> explained = new ArrayList<>();
    List<String> unexplained = new ArrayList<>();
    for (String line : docs.files().get("settings.md").split("\n", -1)) {
      Matcher row = Pattern.compile("\\| `([^`]+)` \\| .* \\| (.*) \\|").matcher(line);
      if (row.matches()) {
        (row.group(2).isBlank() ? unexplained : explained).add(row.group(1));
      }
    }

    assertThat(unexplained).isEmpty();
    assertThat(explained).doesNotHaveDuplicates();
    Set<String> settings =
        ConfigFactory.parseResources("reference.conf").entrySet().stream()
            .map(Map.Entry::getKey)
            .map(path -> path.replaceFirst("^(interaction-types\\.[^.]+)\\..*", "$1"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(explained).containsAll(settings);
  }

  @Test
  void every_arrow_of_the_diagram_joins_two_boxes_that_are_drawn() {
    Set<String> drawn = new TreeSet<>();
    Set<String> joined = new TreeSet<>();
    int open = 0;
    for (String line : docs.mermaid().lines().map(String::strip).toList()) {
      Matcher box = Pattern.compile("(\\w+)(\\[.+]|\\(\\[.+]\\))").matcher(line);
      Matcher arrow = Pattern.compile("(\\w+) <?--> (\\w+)").matcher(line);
      if (box.matches()) {
        drawn.add(box.group(1));
      } else if (arrow.matches()) {
        joined.add(arrow.group(1));
        joined.add(arrow.group(2));
      } else {
        assertThat(line).matches("flowchart LR|direction LR|end|subgraph \\w+ \\[.+]");
        open += line.startsWith("subgraph") ? 1 : line.equals("end") ? -1 : 0;
      }
    }

    assertThat(joined).isNotEmpty().isEqualTo(drawn);
    assertThat(open).isZero();
  }
}
