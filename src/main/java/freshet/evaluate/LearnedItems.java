package freshet.evaluate;

import freshet.event.Item;
import freshet.event.ItemId;
import java.util.function.Predicate;

/**
 * What a model has learned of items; one that it has not learned by its id is new to it.
 *
 * @param byId whether it has learned the item itself
 * @param byContent whether it has learned any word of what is said of the item
 */
public record LearnedItems(Predicate<ItemId> byId, Predicate<Item> byContent) {}
