package freshet.app.report;

import freshet.evaluate.Evaluation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a report tells.
 *
 * @param title what was measured, such as the name of the log and the protocol
 * @param k length of the slates
 * @param result what came out
 * @param facts how it was measured: a word and what it stands for, in this order
 * @param settings those that are not at their defaults
 * @param command makes the report again
 */
public record Report(
    String title,
    int k,
    Evaluation.Result result,
    Map<String, String> facts,
    List<ChangedSetting> settings,
    String command) {
  public Report {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    settings = List.copyOf(settings);
  }

  /**
   * A setting that is not as the reference has it.
   *
   * @param usual its default; empty if it has none
   */
  public record ChangedSetting(String name, String value, String usual) {}
}
