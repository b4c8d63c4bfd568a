package freshet.replay;

import java.util.List;

/**
 * Rows that were refused for the same reason.
 *
 * @param reason what is wrong with them, and the cure
 * @param count how many
 * @param examples where the first few stand, as {@code file:line}
 */
public record Refusal(String reason, long count, List<String> examples) {
  public Refusal {
    examples = List.copyOf(examples);
  }
}
