package freshet.recommend;

import freshet.event.ContentType;
import freshet.event.Item;
import freshet.event.ItemId;
import java.util.List;
import java.util.Optional;

/**
 * Proposes candidates for one layer and says what it thinks of those that others propose.
 *
 * <p>Scores are probabilities, or parts of one: what the source believes the chance to be that the
 * user's next item is this one. That is what makes the sources comparable, and their blend a
 * mixture (Jelinek and Mercer 1980: linear interpolation of estimates).
 *
 * <p>Asked the same while what it reads stands still, a source thinks the same.
 */
public interface CandidateSource {
  /** The layer it speaks for. */
  Layer layer();

  /** What it thinks about one request; {@link #NONE} where it knows nothing. */
  Opinion opinion(Question question);

  /**
   * What a source is asked.
   *
   * @param history what the user did
   * @param type only items of this content type are wanted; a source may use it to propose better
   * @param allowed whether an item may be shown at all; a source that could propose more than it
   *     does uses it to look further, none has to
   */
  record Question(UserHistory history, Optional<ContentType> type, Allowed allowed) {
    /** A question that any item may answer. */
    public Question(UserHistory history, Optional<ContentType> type) {
      this(history, type, any -> true);
    }
  }

  /** Which items may be shown at all. */
  @FunctionalInterface
  interface Allowed {
    boolean test(ItemId item);

    /** The same for an item that was looked up already. */
    default boolean test(Item item) {
      return test(item.id());
    }
  }

  /** What a source thinks about one request; used by one thread. */
  interface Opinion {
    /**
     * Items it proposes, best first, no repeats; each has a score above 0. They may be put in order
     * as they are drawn, so it costs little to propose more than will be.
     */
    Iterable<ItemId> candidates();

    /** Its belief in an item, proposed by it or not: 0 (nothing to say) to 1. */
    double score(ItemId item);

    /**
     * The same, for an item that was looked up already.
     *
     * @param item what the catalogue knows about it
     */
    default double score(ItemId id, Optional<Item> item) {
      return score(id);
    }

    /**
     * What speaks most for an item to which it gives a score above 0.
     *
     * @throws IllegalArgumentException if it has nothing to say about the item
     */
    Evidence evidence(ItemId item);

    /**
     * How its belief is joined with what the others together believe; empty if it adds to theirs,
     * as one part of a mixture. A belief that is joined is above 0 for every item.
     */
    default Optional<Pool> pool() {
      return Optional.empty();
    }
  }

  /** Nothing to say. */
  Opinion NONE =
      new Opinion() {
        @Override
        public Iterable<ItemId> candidates() {
          return List.of();
        }

        @Override
        public double score(ItemId item) {
          return 0;
        }

        @Override
        public Evidence evidence(ItemId item) {
          throw new IllegalArgumentException("there is no evidence for " + item);
        }
      };
}
