package freshet.evaluate;

import freshet.event.ItemId;
import java.util.List;

/**
 * A ranking's answer to one case.
 *
 * @param rank of the right item, from 1; infinite if it was not shown
 * @param top what stood first
 */
record Answer(double rank, List<ItemId> top) {}
