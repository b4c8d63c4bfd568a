package freshet.recommend;

import java.util.List;
import java.util.Optional;

/**
 * An ordered list of items to show; nothing downstream sorts it again.
 *
 * @param items best first, no item twice
 * @param degraded whether a layer that should have answered could not
 * @param note what the caller should know about the whole: why it is short, empty or degraded
 */
public record Slate(List<SlateItem> items, boolean degraded, Optional<String> note) {
  public Slate {
    items = List.copyOf(items);
  }

  /** The same, degraded for one more reason. */
  public Slate degradedBy(String why) {
    return new Slate(items, true, Optional.of(note.map(known -> known + "; " + why).orElse(why)));
  }
}
