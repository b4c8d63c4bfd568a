package freshet.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import freshet.model.engine.Validation;
import freshet.model.engine.Validation.Finding;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code freshet models validate}: says whether a model can be served, and why not. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Says whether a model keeps the contract: its files, its manifest, its methods, and what they"
          + " return when they are called. MODEL.md describes the contract.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  freshet models validate model.pt",
      "  freshet models validate --json model.pt",
      "",
      "Exit codes: 0 it fits, 1 failed, 2 wrong usage."
    })
final class ModelsValidateCommand implements Callable<Integer> {
  private static final int FAILED = 1;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The module; its manifest lies beside it.")
  private Path file;

  @Option(names = "--json", description = "Print the findings as one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    List<Finding> findings = findings();
    boolean fits = findings.stream().allMatch(Finding::fits);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(toJson(fits, findings));
    } else {
      findings.forEach(
          one ->
              out.println(
                  "%-6s  %-13s %s"
                      .formatted(one.fits() ? "ok" : "not ok", one.what(), one.detail())));
    }
    out.flush();
    return fits ? 0 : FAILED;
  }

  private List<Finding> findings() {
    try {
      return Validation.of(file);
    } catch (LinkageError e) {
      throw new FailedCommandException(
          "PyTorch is not on the class path; validate with a Freshet that was built with it", e);
    }
  }

  private static String toJson(boolean fits, List<Finding> findings) {
    try {
      return JsonMapper.builder()
          .build()
          .writeValueAsString(Map.of("fits", fits, "findings", findings));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("findings are always JSON", e);
    }
  }
}
