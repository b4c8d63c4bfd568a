package freshet.event;

/**
 * One step in a user's history: after {@code from} came {@code to}.
 *
 * @param from the earlier item
 * @param to the later item, never the same
 * @param weight how much the step says, 1/distance for an ordinary one; negative when taken back
 */
public record Transition(ItemId from, ItemId to, double weight) {}
