package freshet.profile;

import freshet.event.Erasure;
import freshet.event.ErasureId;
import freshet.event.UserId;
import freshet.query.ClusterState;
import freshet.query.StateAnswer;
import freshet.query.StateAnswer.Absent;
import freshet.query.StateAnswer.Elsewhere;
import freshet.query.StateAnswer.Found;
import freshet.query.StateAnswer.Restoring;
import freshet.query.StateReader;
import freshet.recommend.KeptProfile;
import freshet.recommend.UserHistory.Touch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads all that is kept about people, and what proves that it is no longer. */
public final class PersonReader {
  private final StateReader<UserId, Profile> profiles;
  private final StateReader<UserId, Merges> merges;
  private final StateReader<ErasureId, Erasure> proofs;

  public PersonReader(ProfilePart part, ClusterState state) {
    this(state.reader(part.store()), state.reader(part.merges()), state.global(part.proofs()));
  }

  PersonReader(
      StateReader<UserId, Profile> profiles,
      StateReader<UserId, Merges> merges,
      StateReader<ErasureId, Erasure> proofs) {
    this.profiles = profiles;
    this.merges = merges;
    this.proofs = proofs;
  }

  /**
   * All that is kept about a user; absent for one nobody has seen. What the merges say may be
   * missing where only standbys answer, which then makes it stale.
   */
  public StateAnswer<KeptProfile> profile(UserId user) {
    StateAnswer<Profile> profile = profiles.read(user);
    StateAnswer<Merges> merged = merges.read(user);
    if (profile instanceof Elsewhere<Profile> || profile instanceof Restoring<Profile>) {
      return profile.map(any -> KeptProfile.EMPTY);
    }
    boolean unmerged = merged instanceof Elsewhere<Merges> || merged instanceof Restoring<Merges>;
    if (profile instanceof Absent<Profile> && !(merged instanceof Found<Merges>)) {
      return merged.map(any -> KeptProfile.EMPTY);
    }
    return new Found<>(
        kept(
            profile instanceof Found<Profile> found ? found.value() : Profile.EMPTY,
            merged instanceof Found<Merges> found ? found.value() : Merges.NONE),
        unmerged || isStale(profile) || isStale(merged));
  }

  private static boolean isStale(StateAnswer<?> answer) {
    return answer instanceof Found<?> found && found.stale();
  }

  private static KeptProfile kept(Profile profile, Merges merged) {
    List<Touch> undos = new ArrayList<>();
    for (int i = profile.history().size() - 1; i >= 0; i--) {
      Entry entry = profile.history().get(i);
      if (entry.isUndo()) {
        undos.add(new Touch(entry.item(), entry.type(), entry.time(), entry.seconds()));
      }
    }
    List<KeptProfile.Hiding> hidden = new ArrayList<>();
    for (int i = profile.hidden().size() - 1; i >= 0; i--) {
      Profile.Hidden one = profile.hidden().get(i);
      hidden.add(new KeptProfile.Hiding(one.item(), one.type(), one.time()));
    }
    return new KeptProfile(
        profile.toHistory(),
        undos,
        hidden,
        profile.eventIds().size(),
        profile.version(),
        merged.ids(),
        merged.moved().map(move -> new KeptProfile.Move(move.into(), move.time())),
        Optional.of(profile.erased()).filter(time -> time.isAfter(Profile.NEVER)));
  }

  /** What is known of an erasure; it is done when all its parts are. */
  public StateAnswer<Erasure> erasure(ErasureId id) {
    StateAnswer<Erasure> answer = proofs.read(id);
    if (!(answer instanceof Found<Erasure> found)) {
      return answer;
    }
    Erasure whole = found.value();
    for (int part = 1; part <= whole.parts(); part++) {
      StateAnswer<Erasure> of = proofs.read(id.part(part));
      if (of instanceof Restoring<Erasure>) {
        return of;
      }
      Optional<Erasure> proof =
          of instanceof Found<Erasure> known ? Optional.of(known.value()) : Optional.empty();
      if (proof.flatMap(Erasure::done).isEmpty()) {
        return new Found<>(whole.unfinished());
      }
      whole = whole.with(proof.get());
    }
    return new Found<>(whole);
  }
}
