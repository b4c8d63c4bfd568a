package freshet.app;

import freshet.model.engine.Validation;
import freshet.model.engine.Validation.Finding;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** What a look at a model's files has found. */
record ContractFindings(List<Finding> all) {

  /** Looks at a module and the manifest beside it. */
  static ContractFindings of(Path file) {
    try {
      return new ContractFindings(Validation.of(file));
    } catch (LinkageError e) {
      throw new FailedCommandException(
          "PyTorch is not on the class path; validate with a Freshet that was built with it", e);
    }
  }

  /** Whether the model keeps the contract. */
  boolean fit() {
    return all.stream().allMatch(Finding::fits);
  }

  /** One line for each. */
  void print(PrintWriter out) {
    all.forEach(
        one ->
            out.println(
                "%-6s  %-13s %s"
                    .formatted(one.fits() ? "ok" : "not ok", one.what(), one.detail())));
  }
}
