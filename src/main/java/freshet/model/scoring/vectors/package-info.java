/**
 * The vectors of all items in memory, and which of them lie nearest to a user's. Knows nothing of
 * where vectors come from.
 */
package freshet.model.scoring.vectors;
