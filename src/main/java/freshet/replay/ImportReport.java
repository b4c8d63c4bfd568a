package freshet.replay;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;

/**
 * What an import did.
 *
 * @param state how it ended
 * @param files what was imported
 * @param destination where to
 * @param items what became of the items, over all runs of this import
 * @param interactions what became of the interactions, over all runs of this import
 * @param resumedAfter how many interactions earlier runs had sent
 * @param seconds how long this run took
 * @param rate interactions per second, in this run
 */
public record ImportReport(
    State state,
    List<String> files,
    String destination,
    Counts items,
    Counts interactions,
    long resumedAfter,
    double seconds,
    double rate) {

  /** How an import ended. */
  public enum State {
    /** Everything was sent. */
    @JsonProperty("finished")
    FINISHED,
    /** It was asked to stop; the next run goes on. */
    @JsonProperty("stopped")
    STOPPED,
    /** An earlier run had sent everything; nothing was sent. */
    @JsonProperty("already-imported")
    ALREADY_IMPORTED
  }

  public ImportReport {
    files = List.copyOf(files);
  }

  /** One JSON object on one line. */
  public String toJson() {
    try {
      return new ObjectMapper().writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report is always JSON", e);
    }
  }

  /** A table for people, with the reasons below it. */
  public String toTable() {
    StringBuilder text = new StringBuilder();
    text.append(line("", "read", "taken", "refused"));
    if (items.read() > 0) {
      text.append(line("items", items));
    }
    text.append(line("interactions", interactions));
    reasons(text, "items", items);
    reasons(text, "interactions", interactions);
    return text.toString();
  }

  private static String line(String name, Counts counts) {
    return line(name, number(counts.read()), number(counts.taken()), number(counts.refusedCount()));
  }

  private static String line(String name, String read, String taken, String refused) {
    return "%-12s %14s %14s %14s%n".formatted(name, read, taken, refused);
  }

  private static void reasons(StringBuilder text, String name, Counts counts) {
    for (Refusal refusal : counts.refused()) {
      text.append(
          "%n%s %s refused: %s%n  e.g. %s%n"
              .formatted(
                  number(refusal.count()),
                  name,
                  refusal.reason(),
                  String.join(", ", refusal.examples())));
    }
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
