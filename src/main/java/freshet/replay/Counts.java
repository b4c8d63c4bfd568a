package freshet.replay;

import java.util.Comparator;
import java.util.List;

/**
 * What became of the rows of one kind.
 *
 * @param read how many were read; taken plus refused
 * @param taken how many are kept for good
 * @param refused the others, by reason, the most frequent first
 */
public record Counts(long read, long taken, List<Refusal> refused) {
  /** No rows yet. */
  public static final Counts NONE = new Counts(0, 0, List.of());

  public Counts {
    refused = List.copyOf(refused);
  }

  /** How many were refused in all. */
  public long refusedCount() {
    return refused.stream().mapToLong(Refusal::count).sum();
  }

  Counts plus(Refusals more) {
    Refusals all = new Refusals();
    all.addAll(refused);
    all.addAll(more.toList());
    return new Counts(read + more.count(), taken, all.toList());
  }

  Counts plus(Sender.Outcome outcome) {
    Refusals all = new Refusals();
    all.addAll(refused);
    outcome.refused().stream()
        .sorted(Comparator.comparingLong(row -> row.origin().row()))
        .forEach(row -> all.refused(row.reason(), row.origin()));
    return new Counts(
        read + outcome.taken() + outcome.refused().size(), taken + outcome.taken(), all.toList());
  }
}
