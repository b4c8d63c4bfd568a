package freshet.app;

import freshet.stream.LayoutCheck;
import freshet.stream.TopicAdmin;
import freshet.stream.TopicFinding;
import freshet.stream.TopicLayout;
import freshet.stream.TopicSpec;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code freshet topics check}: compares the topics with how they have to be laid out. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Compares every topic with how it has to be laid out: whether it is there, its partitions,"
          + " cleanup.policy, retention, message.timestamp.type, replicas and min.insync.replicas. Of the"
          + " topics that the stream makes for itself it looks at those that are there.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  freshet topics check",
      "  freshet topics check --json --config site.conf",
      "",
      "Exit codes: 0 all is well, 1 something is wrong or Kafka does not answer, 2 wrong usage."
    })
final class TopicsCheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print what was found as JSON.")
  private boolean json;

  @Mixin private TopicsOptions options;

  @Override
  public Integer call() {
    Settings settings = options.settings();
    List<TopicSpec> specs = Topics.allSpecs(settings);
    Map<String, TopicLayout> found;
    try (TopicAdmin admin = TopicsOptions.connect(settings)) {
      found = admin.layouts(specs);
    }
    List<TopicFinding> findings =
        new LayoutCheck(KafkaImport.brokers(settings), settings.kafka().replication())
            .findings(specs, found);
    print(found.size(), findings);
    return findings.isEmpty() ? 0 : 1;
  }

  private void print(int topics, List<TopicFinding> findings) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Map<String, Object> told = new LinkedHashMap<>();
      told.put("well", findings.isEmpty());
      told.put("topics", topics);
      told.put("findings", findings);
      out.println(JsonText.of(told));
    } else if (findings.isEmpty()) {
      out.println("All %d topics are as they should be.".formatted(topics));
    } else {
      out.print(FindingsTable.of(findings));
    }
    out.flush();
  }
}
