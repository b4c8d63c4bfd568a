package freshet.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code freshet rebuild}: state anew from the log, beside the one that serves. */
@Command(
    name = "rebuild",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Builds the state anew from the log of interactions, with settings that shape it otherwise"
          + " (interaction-types, profile, cooccurrence, popularity, slates), while the old one serves."
          + " Raise streams.generation with them. When it has caught up, restart the instances with the"
          + " same settings, one after the other: each goes on from what was built here. A run that is"
          + " ended is gone on with by the next. The embedded broker of a freshet serve is used where"
          + " kafka.bootstrap.servers is empty.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  freshet rebuild --config new.conf",
      "  freshet rebuild --set streams.generation=2 --set cooccurrence.window=20",
      "  freshet rebuild --config new.conf --remove 1",
      "",
      "Exit codes: 0 built, or removed; 1 failed, or told to stop before; 2 wrong usage."
    })
final class RebuildCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--remove",
      paramLabel = "N",
      description =
          "Delete generation N instead, once nobody runs it any more: its topics, and its state in"
              + " --data-dir.")
  private Integer remove;

  @Mixin private ClusterOptions cluster;
  @Mixin private SettingOption set;

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = cluster.settings(new HashMap<>(set.settings()));
    LogFormat.apply(settings.logFormat());
    return remove == null ? build(settings) : remove(settings);
  }

  private int build(Settings settings) throws InterruptedException {
    int generation = settings.streams().generation();
    if (generation == 1) {
      throw new ParameterException(
          spec.commandLine(),
          "streams.generation is 1, the one that serves where nothing was rebuilt; give the next, with --set streams.generation=2 or in the settings file");
    }
    requireNobody(settings, "is run by %s already, and an instance builds what it lacks itself");
    try (Rebuild rebuild = Rebuild.start(settings);
        Shutdown shutdown = Shutdown.of(rebuild, settings.shutdownLimit());
        Progress progress = Progress.onStandardError()) {
      if (!rebuild.await(progress, shutdown::isTold)) {
        return 1;
      }
    }
    say("Generation %d has caught up.".formatted(generation));
    say(
        "Restart the instances with these settings, one after the other. Then, with the same options:");
    say(
        "  freshet rebuild%s --remove %d"
            .formatted(
                cluster.config().map(file -> " --config " + file).orElse(""), generation - 1));
    return 0;
  }

  private int remove(Settings current) {
    if (remove == current.streams().generation()) {
      throw new ParameterException(
          spec.commandLine(),
          "streams.generation is %d, so that is what serves; remove another, or give the settings of the one that is to stay"
              .formatted(remove));
    }
    if (remove < 1) {
      throw new ParameterException(
          spec.commandLine(), "--remove is %d; generations count from 1".formatted(remove));
    }
    Settings old = current.ofGeneration(remove);
    try (Generations generations = Generations.connect(current, KafkaImport.connection(current))) {
      generations.requireSuccessor();
    }
    requireNobody(old, "is still run by %s; restart these with the settings of the new one first");
    Generations.Removal removal;
    try (Generations generations = Generations.connect(old, KafkaImport.connection(old))) {
      removal = generations.remove();
    }
    Path state = old.dataDirectory().resolve("state").resolve(old.application());
    boolean there = Files.exists(state);
    delete(state);
    if (removal.topics().isEmpty() && !there) {
      throw new FailedCommandException(
          "there was nothing of generation %d; check topics.prefix, streams.application-id and the brokers"
              .formatted(remove),
          null);
    }
    say(
        "Generation %d is removed: %d topics%s."
            .formatted(remove, removal.topics().size(), there ? ", and " + state : ""));
    if (!removal.left().isEmpty()) {
      say("Left alone, as of another release or application: " + String.join(", ", removal.left()));
    }
    return 0;
  }

  private static void requireNobody(Settings settings, String otherwise) {
    try (Generations generations =
        Generations.connect(settings, KafkaImport.connection(settings))) {
      Set<String> members = generations.members();
      if (!members.isEmpty()) {
        throw new FailedCommandException(
            "generation %d %s"
                .formatted(
                    settings.streams().generation(),
                    otherwise.formatted(String.join(", ", members))),
            null);
      }
    }
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new FailedCommandException(
          "%s cannot be deleted (%s); delete it by hand".formatted(folder, e.getMessage()), e);
    }
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
