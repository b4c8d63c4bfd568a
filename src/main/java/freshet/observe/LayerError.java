package freshet.observe;

import java.time.Instant;

/**
 * What kept a layer from speaking.
 *
 * @param since when it was first seen of late
 * @param latest when it was last seen
 * @param error for the operator, as the exception says it
 * @param times how often in between
 */
public record LayerError(Instant since, Instant latest, String error, long times) {}
