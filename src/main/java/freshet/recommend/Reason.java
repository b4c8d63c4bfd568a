package freshet.recommend;

import freshet.event.ItemId;
import java.util.Optional;

/**
 * Why an item is shown.
 *
 * @param text a sentence part a person can read: "because you liked Toy Story"
 * @param because the item of the user's history that speaks most for it, if one does
 */
public record Reason(String text, Optional<ItemId> because) {}
