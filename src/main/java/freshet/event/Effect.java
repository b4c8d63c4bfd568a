package freshet.event;

import java.time.Instant;
import java.util.List;

/**
 * What an accepted interaction changes about items: the item's popularity, and what follows what.
 *
 * @param item the item that was touched
 * @param time event time at which the weights count; for what is taken back, that of the undone
 *     interaction, so that it cancels exactly
 * @param events how many interactions it adds to the item's count: 1, or 0 where it takes back
 * @param weight what it adds to the item's popularity; negative against it or when taken back
 * @param transitions the steps in the user's history that it completes
 */
public record Effect(
    ItemId item, Instant time, int events, double weight, List<Transition> transitions) {
  public Effect {
    transitions = List.copyOf(transitions);
  }
}
