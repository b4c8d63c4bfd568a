package freshet.recommend;

import freshet.event.InteractionType;
import freshet.event.ItemId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What a user did, as far as it decides what to show next.
 *
 * @param recent what the user did, newest first by event time; bounded by the profile's settings
 * @param earlier items touched before those, newest first
 * @param hidden items the user never wants to see again
 */
public record UserHistory(List<Touch> recent, List<ItemId> earlier, List<ItemId> hidden) {

  /** Nothing known about the user. */
  public static final UserHistory EMPTY = new UserHistory(List.of(), List.of(), List.of());

  /**
   * One interaction of the history.
   *
   * @param item what was touched
   * @param type how
   * @param time event time
   * @param seconds dwell or play time, if known
   */
  public record Touch(ItemId item, InteractionType type, Instant time, OptionalDouble seconds) {}

  public UserHistory {
    recent = List.copyOf(recent);
    earlier = List.copyOf(earlier);
    hidden = List.copyOf(hidden);
  }

  /**
   * The history of somebody who did this. An undo takes back what was done before it, and what was
   * done last to hide an item hides it.
   *
   * @param touches in the order in which they were done, as far as their times leave it open
   */
  public static UserHistory of(List<Touch> touches) {
    List<Touch> inTime = new ArrayList<>(touches);
    inTime.sort(Comparator.comparing(Touch::time));
    List<Touch> valid = new ArrayList<>(inTime.size());
    for (Touch touch : inTime) {
      touch
          .type()
          .undoes()
          .ifPresentOrElse(
              undone ->
                  valid.removeIf(
                      before ->
                          before.item().equals(touch.item())
                              && before.type().name().equals(undone)),
              () -> valid.add(touch));
    }
    Collections.reverse(valid);
    return new UserHistory(
        valid,
        List.of(),
        valid.stream().filter(touch -> touch.type().hides()).map(Touch::item).distinct().toList());
  }

  /** All items that must not be shown to the user: touched or hidden. */
  public Set<ItemId> excluded() {
    Set<ItemId> excluded = new HashSet<>((recent.size() + earlier.size()) * 2);
    recent.forEach(touch -> excluded.add(touch.item()));
    excluded.addAll(earlier);
    excluded.addAll(hidden);
    return excluded;
  }

  public boolean isEmpty() {
    return recent.isEmpty() && earlier.isEmpty() && hidden.isEmpty();
  }
}
