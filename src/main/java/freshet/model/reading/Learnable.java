package freshet.model.reading;

import freshet.model.training.Content;
import freshet.model.training.Examples;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A log as a trainer takes it, and what its numbers stand for.
 *
 * @param examples what is learned and what is held out
 * @param content of the items
 * @param items ids in their order; the first is number 1
 * @param features words of content in their order
 * @param types of interaction in their order
 * @param against whether a type, counted from 1, speaks against the item
 * @param holdOut how the interactions that are not learned were chosen
 * @param users how many have interactions that are learned
 * @param interactions how many are learned
 * @param from the earliest that is learned, where times are known
 * @param to the latest that is learned, where times are known
 */
@SuppressWarnings("ArrayRecordComponent") // Flags for the trainer; nobody compares them.
public record Learnable(
    Examples examples,
    Content content,
    List<String> items,
    List<String> features,
    List<String> types,
    boolean[] against,
    HoldOut holdOut,
    long users,
    long interactions,
    Optional<Instant> from,
    Optional<Instant> to) {}
