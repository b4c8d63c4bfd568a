package freshet.engagement;

import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.query.ClusterState;
import freshet.query.StateAnswer;
import freshet.query.StateReader;
import freshet.recommend.impression.ImpressionReader;
import freshet.recommend.impression.ShownSlate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Reads what users were shown lately, and what they did with it. */
public final class EngagementReader implements ImpressionReader {
  private final StateReader<UserId, UserEngagement> users;
  private final Duration window;

  public EngagementReader(EngagementPart part, ClusterState state) {
    this(state.reader(part.users()), part.settings().window());
  }

  /**
   * @param window how long what was shown counts
   */
  EngagementReader(StateReader<UserId, UserEngagement> users, Duration window) {
    this.users = users;
    this.window = window;
  }

  @Override
  public Map<ItemId, Integer> untouched(UserId user, Instant now) {
    return users.read(user) instanceof StateAnswer.Found<UserEngagement> found
        ? found.value().untouched(user, now.minus(window))
        : Map.of();
  }

  /** The slates that a user was shown, the latest first; absent for one who was shown none. */
  public StateAnswer<List<ShownSlate>> slates(UserId user) {
    return users.read(user).map(known -> known.open(user));
  }
}
