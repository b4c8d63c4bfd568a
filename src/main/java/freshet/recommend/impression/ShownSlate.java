package freshet.recommend.impression;

import freshet.event.ItemId;
import java.util.ArrayList;
import java.util.List;

/**
 * A slate that was shown and what the user did with it.
 *
 * @param responses to each of its items, in their order
 */
public record ShownSlate(ServedSlate slate, List<Response> responses) {
  public ShownSlate {
    responses = List.copyOf(responses);
    if (responses.size() != slate.items().size()) {
      throw new IllegalArgumentException(
          "%d responses to %d items; give one to each"
              .formatted(responses.size(), slate.items().size()));
    }
  }

  /** Where an item stands, from 0; -1 if it is not in the slate. */
  public int placeOf(ItemId item) {
    for (int i = 0; i < slate.items().size(); i++) {
      if (slate.items().get(i).item().equals(item)) {
        return i;
      }
    }
    return -1;
  }

  /** The same with another response at a place. */
  public ShownSlate with(int place, Response response) {
    List<Response> changed = new ArrayList<>(responses);
    changed.set(place, response);
    return new ShownSlate(slate, changed);
  }
}
