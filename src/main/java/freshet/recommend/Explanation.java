package freshet.recommend;

import freshet.event.ItemId;
import freshet.recommend.filter.Boost;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Why an item is shown to somebody, or why not.
 *
 * @param item the item
 * @param known whether the site has described it
 * @param obstacles what stands in its way; empty if nothing does
 * @param rank its place from 1, if it is among the first {@value SlateRequest#MAX_K} of the slate
 * @param opinion what the layers make of it, obstacles or not; empty if nothing speaks for it
 * @param freshness what its youth multiplies the score by, at least 1
 * @param boosts that multiply its score
 * @param sentence all that in a sentence
 * @param degraded whether a layer that should have spoken could not
 * @param note what could not be read
 */
public record Explanation(
    ItemId item,
    boolean known,
    Set<Obstacle> obstacles,
    OptionalInt rank,
    Optional<SlateItem> opinion,
    double freshness,
    List<Boost> boosts,
    String sentence,
    boolean degraded,
    Optional<String> note) {}
