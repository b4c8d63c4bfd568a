package freshet.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.nio.file.Path;
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
    ContractFindings findings = ContractFindings.of(file);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(toJson(findings));
    } else {
      findings.print(out);
    }
    out.flush();
    return findings.fit() ? 0 : FAILED;
  }

  private static String toJson(ContractFindings findings) {
    try {
      return JsonMapper.builder()
          .build()
          .writeValueAsString(Map.of("fits", findings.fit(), "findings", findings.all()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("findings are always JSON", e);
    }
  }
}
