package freshet.replay;

import freshet.event.Item;

/**
 * One item as a log describes it.
 *
 * @param item the item
 * @param origin where it stands
 */
public record LoggedItem(Item item, Origin origin) {}
