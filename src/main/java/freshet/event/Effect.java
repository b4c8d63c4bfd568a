package freshet.event;

import java.time.Instant;
import java.util.List;

/**
 * What one accepted interaction changes about items: the item's popularity, and what follows what.
 *
 * @param item the item that was touched
 * @param time event time at which the weights count; for an undo, that of the undone interaction
 * @param weight what is added to the item's popularity; negative against it or when taken back
 * @param transitions the steps it completes
 */
public record Effect(ItemId item, Instant time, double weight, List<Transition> transitions) {
  public Effect {
    transitions = List.copyOf(transitions);
  }
}
