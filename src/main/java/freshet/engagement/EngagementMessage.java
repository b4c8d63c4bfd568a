package freshet.engagement;

import freshet.event.Interaction;
import freshet.event.PersonRequest;
import freshet.recommend.impression.ServedSlate;

/** What changes what is kept about what a user was shown. */
sealed interface EngagementMessage {
  /** The user was shown a slate. */
  record Shown(ServedSlate slate) implements EngagementMessage {}

  /** The user did something that names a slate. */
  record Answered(Interaction interaction) implements EngagementMessage {}

  /** The user's data is to go. */
  record Erased(PersonRequest.Erase erasure) implements EngagementMessage {}
}
