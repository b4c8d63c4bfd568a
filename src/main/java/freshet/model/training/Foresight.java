package freshet.model.training;

/**
 * How well held-out interactions are foreseen among all items that are new to the user.
 *
 * @param cases how many
 * @param hitRate share of those among the first ten
 * @param ndcg mean of 1 / log2(1 + rank) where the rank is ten or better, else 0
 */
public record Foresight(int cases, double hitRate, double ndcg) {}
