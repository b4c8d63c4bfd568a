package freshet.observe;

/**
 * What became of the slates for users since the start.
 *
 * @param answered all of them
 * @param degraded of those, made without a layer that should have spoken
 * @param empty of those, without an item
 */
public record SlateFigures(long answered, long degraded, long empty) {}
