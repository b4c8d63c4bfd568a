package freshet.app;

import freshet.app.model.ModelSettings;
import freshet.model.UnusableModelException;
import freshet.model.artifact.Artifact;
import freshet.model.release.Judgement;
import freshet.model.release.Release;
import freshet.model.release.store.Stored;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code freshet models release}: lets a model serve on every instance. */
@Command(
    name = "release",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lets a model serve on every instance, wherever it was trained: looks at it as `freshet models"
          + " validate` does, takes it where model.artifacts says, and releases it in the topic"
          + " `models`.",
      "",
      "A model whose manifest says that it foresees less than what was there is refused. One without"
          + " such figures is released: whether it is good is for you to know.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  freshet models release model.pt",
      "  freshet models release --config site.conf model.pt",
      "",
      "Exit codes: 0 released, 1 failed, 2 wrong usage."
    })
final class ModelsReleaseCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The module; its manifest lies beside it.")
  private Path file;

  @Option(
      names = "--even-if-worse",
      description = "Release it although its manifest says that it is worse than what was there.")
  private boolean evenIfWorse;

  @Mixin private ClusterOptions cluster;

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = cluster.settings(Map.of());
    PrintWriter out = spec.commandLine().getOut();
    ContractFindings findings = ContractFindings.of(file);
    if (!findings.fit()) {
      findings.print(out);
      out.flush();
      throw new FailedCommandException(
          "%s does not keep the contract and is not released; mend what is not ok".formatted(file),
          null);
    }
    Artifact artifact = open();
    requireGoodEnough(artifact, settings.model());
    print(out, new HandRelease(settings, Clock.systemUTC()).release(artifact), artifact, settings);
    out.flush();
    return 0;
  }

  private Artifact open() {
    try {
      return Artifact.open(file);
    } catch (UnusableModelException e) {
      throw new FailedCommandException(e.getMessage(), e);
    }
  }

  private void requireGoodEnough(Artifact artifact, ModelSettings settings) {
    Map<String, Double> metrics = artifact.manifest().metrics();
    if (evenIfWorse || Judgement.figures(metrics).isEmpty()) {
      return;
    }
    new Judgement(settings.tolerance())
        .refusal(metrics)
        .ifPresent(
            why -> {
              throw new FailedCommandException(
                  "model %s is not released: %s, and --even-if-worse releases it all the same"
                      .formatted(artifact.manifest().version(), why),
                  null);
            });
  }

  private static void print(
      PrintWriter out, Release released, Artifact artifact, Settings settings) {
    String url = "http://localhost:%d/v1/models".formatted(settings.http().port());
    released
        .stored()
        .map(Stored::location)
        .filter(location -> location.startsWith("http"))
        .ifPresent(
            location ->
                out.println(
                    "Copy %s to %s and %s to %s: nobody else does."
                        .formatted(
                            artifact.file(),
                            location,
                            Artifact.manifestOf(artifact.file()),
                            location.replaceFirst("\\.pt$", ".json"))));
    out.println(
        "Released model %s: every instance fetches it and lets it serve."
            .formatted(released.version()));
    out.println(
        Judgement.figures(released.metrics())
            .map("It was measured: %s."::formatted)
            .orElse(
                "It was not measured against what was there: its manifest has no %s and %s."
                    .formatted(Judgement.LADDER, Judgement.WITHOUT)));
    out.println();
    out.println("See it:   curl " + url);
    out.println("Go back:  curl -X POST " + url + "/VERSION/activate, with one released before");
  }
}
