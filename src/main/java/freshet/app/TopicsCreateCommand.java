package freshet.app;

import freshet.stream.LayoutCheck;
import freshet.stream.TopicAdmin;
import freshet.stream.TopicCreation;
import freshet.stream.TopicFinding;
import freshet.stream.TopicLayout;
import freshet.stream.TopicSpec;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code freshet topics create}: makes the topics that are missing. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes the topics that are missing, with the partitions, replicas, retention and compaction that"
          + " the settings say. What is there is left as it is; what is wrong with it is told.",
      "",
      "freshet serve does the same at its start. This is for those who may, where it may not.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  freshet topics create",
      "  freshet topics create --set kafka.bootstrap.servers=kafka:9092",
      "",
      "Exit codes: 0 all are there and can be worked with, 1 failed, 2 wrong usage."
    })
final class TopicsCreateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private TopicsOptions options;

  @Override
  public Integer call() {
    Settings settings = options.settings();
    PrintWriter out = spec.commandLine().getOut();
    List<TopicSpec> specs = Topics.allSpecs(settings);
    try (TopicAdmin admin = TopicsOptions.connect(settings)) {
      Map<String, TopicLayout> found = admin.layouts(specs);
      List<TopicSpec> missing = TopicCreation.missing(specs, found);
      admin.create(missing, settings.kafka().replication());
      missing.forEach(
          made -> out.println("made %s, partitions: %d".formatted(made.name(), made.partitions())));
      if (missing.isEmpty()) {
        out.println("All topics were there.");
      }
      out.flush();
      TopicCreation.refuse(wrongWith(found, specs, settings));
    }
    return 0;
  }

  /** What was there before; of what has just been made, nothing can be wrong. */
  private static List<TopicFinding> wrongWith(
      Map<String, TopicLayout> found, List<TopicSpec> specs, Settings settings) {
    return new LayoutCheck(KafkaImport.brokers(settings), settings.kafka().replication())
        .findings(specs, found);
  }
}
