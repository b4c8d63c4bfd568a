package freshet.evaluate;

import java.util.List;

/**
 * The cases cut in three ways. Every case is in one slice of each; slices without a case are left
 * out. A log that does not know when things happened is not cut by time, nor by age.
 *
 * @param all all cases in one slice
 * @param time by the time of the case, in periods; seconds since 1970
 * @param history by what was known of the user; interactions
 * @param itemAge by the age of the right item at the time of the case; seconds
 */
public record Slices(Slice all, List<Slice> time, List<Slice> history, List<Slice> itemAge) {
  public Slices {
    time = List.copyOf(time);
    history = List.copyOf(history);
    itemAge = List.copyOf(itemAge);
  }

  /** Without what only times can tell. */
  Slices untimed() {
    return new Slices(all, List.of(), history, List.of());
  }
}
