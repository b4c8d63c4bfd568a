package freshet.replay;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Counts refused rows by reason, with the first few of each. Bounded: after {@value #MAX_REASONS}
 * different reasons the rest are counted together. Not safe for use by several threads.
 */
public final class Refusals implements BadRows {
  static final int MAX_REASONS = 50;
  static final int MAX_EXAMPLES = 3;
  static final String OTHER = "other reasons";

  // Two events that are too early are refused for one reason, not for two.
  private static final Pattern INSTANT = Pattern.compile("[+-]?\\d{4,}-\\d\\d-\\d\\dT[\\d:.]+Z");

  private static final class Group {
    private long count;
    private final List<String> examples = new ArrayList<>(MAX_EXAMPLES);
  }

  private final Map<String, Group> byReason = new LinkedHashMap<>();

  @Override
  public void refused(String reason, Origin origin) {
    Group group = group(INSTANT.matcher(reason).replaceAll("…"));
    group.count++;
    if (group.examples.size() < MAX_EXAMPLES) {
      group.examples.add(origin.toString());
    }
  }

  /** Adds what was counted before. */
  public void addAll(List<Refusal> earlier) {
    for (Refusal refusal : earlier) {
      Group group = group(refusal.reason());
      group.count += refusal.count();
      refusal.examples().stream()
          .limit(MAX_EXAMPLES - group.examples.size())
          .forEach(group.examples::add);
    }
  }

  private Group group(String reason) {
    String key = byReason.containsKey(reason) || byReason.size() < MAX_REASONS - 1 ? reason : OTHER;
    return byReason.computeIfAbsent(key, ignored -> new Group());
  }

  /** How many rows were refused in all. */
  public long count() {
    return byReason.values().stream().mapToLong(group -> group.count).sum();
  }

  /** The reasons, the most frequent first. */
  public List<Refusal> toList() {
    return byReason.entrySet().stream()
        .map(
            entry -> new Refusal(entry.getKey(), entry.getValue().count, entry.getValue().examples))
        .sorted(Comparator.comparingLong(Refusal::count).reversed())
        .toList();
  }
}
