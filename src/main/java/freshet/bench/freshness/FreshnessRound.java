package freshet.bench.freshness;

/**
 * One round of probes, or all rounds together.
 *
 * @param ownProfile until a user's profile shows what the user did
 * @param neighbours until other users are recommended what followed
 */
public record FreshnessRound(Visibility ownProfile, Visibility neighbours) {}
