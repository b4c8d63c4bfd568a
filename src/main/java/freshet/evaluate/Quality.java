package freshet.evaluate;

/**
 * How good a layer is, over all cases of a protocol.
 *
 * @param hitRate share of cases whose item was among the first k
 * @param ndcg mean of 1/log2(rank + 1), 0 beyond k; with one right item this is NDCG@k
 * @param mrr mean of 1/rank, 0 beyond k
 * @param coverage share of the catalogue that was among the first k of any case
 * @param casesPerSecond how fast it answered, on one thread
 */
public record Quality(
    double hitRate, double ndcg, double mrr, double coverage, double casesPerSecond) {}
