package freshet.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code freshet topology}: shows the topology that would run, or writes its documents. */
@Command(
    name = "topology",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Prints the topology as a Mermaid diagram, or writes the documents on topology, topics and"
          + " settings.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  freshet topology",
      "  freshet topology --write topology-docs",
      "",
      "Exit codes: 0 shown or written, 1 failed, 2 wrong usage."
    })
final class TopologyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--write",
      paramLabel = "DIR",
      arity = "0..1",
      fallbackValue = "topology-docs",
      description = "Write the documents into a folder. Without a name: ${FALLBACK-VALUE}")
  private Path directory;

  @Override
  public Integer call() {
    TopologyDocs docs = new TopologyDocs(Settings.defaults());
    PrintWriter out = spec.commandLine().getOut();
    if (directory == null) {
      out.print(docs.mermaid());
    } else {
      docs.files().forEach((name, content) -> out.println("wrote " + write(name, content)));
    }
    out.flush();
    return 0;
  }

  private Path write(String name, String content) {
    try {
      Files.createDirectories(directory);
      return Files.writeString(directory.resolve(name), content);
    } catch (IOException e) {
      throw new FailedCommandException(
          "%s cannot be written: %s; give a folder that can be, with --write"
              .formatted(directory.resolve(name), e.getMessage()),
          e);
    }
  }
}
