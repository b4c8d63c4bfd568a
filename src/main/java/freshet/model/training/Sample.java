package freshet.model.training;

/**
 * The items that a step compares.
 *
 * @param items their numbers, each once
 * @param inputs where the batch's interactions find their items: places among {@code items} counted
 *     from 1, 0 for what fills up or is unknown
 * @param targets where its targets find theirs, counted from 0
 * @param logChances logarithm of the chance that an item is compared at all, for each of {@code
 *     items}; empty where all always are
 */
@SuppressWarnings("ArrayRecordComponent") // Numbers for native code; nobody compares them.
record Sample(long[] items, long[] inputs, long[] targets, float[] logChances) {}
