package freshet.bench.freshness;

import freshet.bench.load.Latency;

/**
 * How soon effects of interactions were visible.
 *
 * @param visible from sending an interaction until an answer with its effect was there
 * @param accepted the part of it until the interaction was accepted
 * @param asking one request for the effect: what asking costs
 * @param between from one request for the effect to the next: what cannot be told apart
 */
public record Visibility(Latency visible, Latency accepted, Latency asking, Latency between) {}
