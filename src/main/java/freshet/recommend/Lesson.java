package freshet.recommend;

import freshet.event.ItemId;

/**
 * What somebody did next.
 *
 * @param before what was known of them before
 * @param item what they turned to
 */
public record Lesson(UserHistory before, ItemId item) {}
