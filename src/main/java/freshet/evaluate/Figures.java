package freshet.evaluate;

/**
 * How good a layer is over some of the cases.
 *
 * @param hitRate share of cases whose item was among the first k
 * @param ndcg mean of 1/log2(rank + 1), 0 beyond k
 * @param mrr mean of 1/rank, 0 beyond k
 * @param hitRate95 where the hit rate lies with 95 % confidence
 * @param ndcg95 where the NDCG lies with 95 % confidence
 */
public record Figures(
    double hitRate, double ndcg, double mrr, Interval hitRate95, Interval ndcg95) {}
