package freshet.profile;

import freshet.event.UserId;
import freshet.query.ClusterState;
import freshet.query.StateAnswer;
import freshet.query.StateReader;
import freshet.recommend.HistoryReader;
import freshet.recommend.UserHistory;

/** Reads histories from the profile store. */
public final class ProfileReader implements HistoryReader {
  private final StateReader<UserId, Profile> profiles;

  public ProfileReader(ProfilePart part, ClusterState state) {
    this(state.reader(part.store()));
  }

  ProfileReader(StateReader<UserId, Profile> profiles) {
    this.profiles = profiles;
  }

  @Override
  public Answer read(UserId user) {
    StateAnswer<Profile> answer = profiles.read(user);
    if (answer instanceof StateAnswer.Found<Profile> found) {
      return new Known(found.value().toHistory(), found.stale());
    }
    if (answer instanceof StateAnswer.Elsewhere<Profile> elsewhere) {
      return new Unavailable(
          "the profile lives on %s:%d".formatted(elsewhere.host(), elsewhere.port()));
    }
    if (answer instanceof StateAnswer.Restoring<Profile> restoring) {
      return new Unavailable(restoring.why());
    }
    return new Known(UserHistory.EMPTY);
  }
}
