package freshet.recommend;

import freshet.event.ContentType;
import freshet.event.ItemId;
import freshet.recommend.UserHistory.Touch;
import java.util.Optional;

/** What speaks most for a candidate; {@link Reasons} puts it into words. */
public sealed interface Evidence {
  /** It often follows on something the user did. */
  record After(Touch touch) implements Evidence {}

  /** The user touched it lately and may come back to it. */
  record Again(Touch touch) implements Evidence {}

  /** It often follows on an item, whoever touched it. */
  record Follows(ItemId item) implements Evidence {}

  /** It carries a tag the user likes, or one that another item has. */
  record Tagged(String tag) implements Evidence {}

  /** Many touch it of late; of which content type, if known. */
  record Popular(Optional<ContentType> type) implements Evidence {}

  /** It is new. */
  record New(Optional<ContentType> type) implements Evidence {}
}
