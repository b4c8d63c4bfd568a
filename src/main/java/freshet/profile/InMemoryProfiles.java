package freshet.profile;

import freshet.event.Effect;
import freshet.event.Interaction;
import freshet.event.UserId;
import freshet.recommend.HistoryReader;
import freshet.recommend.UserHistory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Profiles without Kafka: the same aggregate, kept in a map. For evaluation on logs; not safe for
 * use by several threads.
 */
public final class InMemoryProfiles implements HistoryReader {
  private final ProfileSettings settings;
  private final Map<UserId, Profile> profiles = new HashMap<>();

  public InMemoryProfiles(ProfileSettings settings) {
    this.settings = settings;
  }

  /** Applies an interaction and gives what it changes about items. */
  public List<Effect> learn(Interaction interaction) {
    Profile.Applied applied =
        profiles.getOrDefault(interaction.user(), Profile.EMPTY).apply(interaction, settings);
    profiles.put(interaction.user(), applied.profile());
    return applied.effects();
  }

  @Override
  public Answer read(UserId user) {
    Profile profile = profiles.get(user);
    return new Known(profile == null ? UserHistory.EMPTY : profile.toHistory());
  }
}
