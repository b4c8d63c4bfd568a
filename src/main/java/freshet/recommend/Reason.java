package freshet.recommend;

import freshet.event.ItemId;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Why an item is shown.
 *
 * @param kind what sort of reason it is
 * @param text a sentence part a person can read: "because you liked Toy Story"
 * @param because the item of the user's history that speaks most for it, if one does
 */
public record Reason(Kind kind, String text, Optional<ItemId> because) {

  /** What sort of evidence a reason rests on. */
  public enum Kind {
    /** Others touched it after what the user touched. */
    AFTER,
    /** The user was there lately. */
    AGAIN,
    /** Others touched it after an item, whoever asks. */
    FOLLOWS,
    /** A tag. */
    TAG,
    /** Many touch it. */
    POPULAR,
    /** It is new. */
    NEW,
    /** Nothing speaks for it. */
    NONE;

    /** Name in answers and topics. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Reason {
    Objects.requireNonNull(kind);
  }
}
