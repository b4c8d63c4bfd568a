package freshet.profile;

import freshet.event.Erasure;
import freshet.event.ErasureId;
import freshet.event.PersonRequest;
import freshet.event.UserId;
import freshet.profile.PersonMessage.Asked;
import freshet.profile.PersonMessage.Transfer;
import freshet.stream.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** Erases and merges profiles, and says what follows from it. */
final class PersonProcessor extends ContextualProcessor<UserId, PersonMessage, UserId, Outcome> {
  private final Store<UserId, Profile> profileStore;
  private final Store<UserId, Merges> mergesStore;
  private final ProfileSettings settings;
  private KeyValueStore<UserId, Profile> profiles;
  private KeyValueStore<UserId, Merges> merged;

  private PersonProcessor(
      Store<UserId, Profile> profileStore,
      Store<UserId, Merges> mergesStore,
      ProfileSettings settings) {
    this.profileStore = profileStore;
    this.mergesStore = mergesStore;
    this.settings = settings;
  }

  /** Brings the store of merges; that of profiles is brought by whoever applies interactions. */
  record Supplier(
      Store<UserId, Profile> profileStore,
      Store<UserId, Merges> mergesStore,
      ProfileSettings settings)
      implements ProcessorSupplier<UserId, PersonMessage, UserId, Outcome> {
    @Override
    public Processor<UserId, PersonMessage, UserId, Outcome> get() {
      return new PersonProcessor(profileStore, mergesStore, settings);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.of(mergesStore.persistentUncached());
    }
  }

  @Override
  public void init(ProcessorContext<UserId, Outcome> context) {
    super.init(context);
    profiles = profileStore.in(context);
    merged = mergesStore.in(context);
  }

  @Override
  public void process(Record<UserId, PersonMessage> message) {
    List<Outcome> outcomes;
    if (message.value() instanceof Asked asked) {
      outcomes =
          asked.request() instanceof PersonRequest.Erase erase
              ? erase(erase)
              : send((PersonRequest.Merge) asked.request());
    } else {
      outcomes = receive(message.key(), (Transfer) message.value());
    }
    outcomes.forEach(outcome -> context().forward(message.withValue(outcome)));
  }

  private Profile profile(UserId user) {
    Profile stored = profiles.get(user);
    return stored == null ? Profile.EMPTY : stored;
  }

  private Merges merges(UserId user) {
    Merges stored = merged.get(user);
    return stored == null ? Merges.NONE : stored;
  }

  private void keep(UserId user, Merges merges) {
    merged.put(user, merges.isEmpty() ? null : merges);
  }

  private List<Outcome> erase(PersonRequest.Erase erase) {
    UserId user = erase.user();
    Profile before = profile(user);
    List<UserId> others = erase.part() ? List.of() : merges(user).ids();
    // A state that is built anew finds in the log also what the former one said there: it says it
    // again, and the second time nothing is left to do.
    if (erase.until().isAfter(before.erased())) {
      profiles.put(
          user, erase.part() ? before.after(erase.until()) : Profile.erasedUntil(erase.until()));
      keep(user, Merges.NONE);
    }
    List<Outcome> outcomes = new ArrayList<>(spread(erase.id(), others, erase.until()));
    outcomes.add(
        new Outcome.Proved(
            new Erasure(
                erase.id(),
                erase.until(),
                Optional.of(Instant.ofEpochMilli(context().currentSystemTimeMs())),
                before.version(),
                others.size())));
    return outcomes;
  }

  private static List<Outcome> spread(ErasureId id, List<UserId> others, Instant until) {
    List<Outcome> outcomes = new ArrayList<>();
    for (UserId other : others) {
      outcomes.add(
          new Outcome.Spread(
              new PersonRequest.Erase(id.part(outcomes.size() + 1), other, until, true)));
    }
    return outcomes;
  }

  private List<Outcome> send(PersonRequest.Merge merge) {
    UserId from = merge.user();
    Profile profile = profile(from);
    Merges merges = merges(from);
    if (!profile.isBlank()) {
      profiles.put(from, profile.movedAway());
    }
    keep(from, Merges.movedAway(merge.into(), merge.time()));
    return profile.isBlank() && merges.latest().isEmpty()
        ? List.of()
        : List.of(
            new Outcome.Sent(
                merge.into(),
                new Transfer(from, merge.time(), profile, merges.without(merge.into()).latest())));
  }

  private List<Outcome> receive(UserId user, Transfer transfer) {
    Profile before = profile(user);
    Merges merges = merges(user);
    Optional<Merges.Move> later =
        merges.moved().filter(move -> move.time().isAfter(transfer.time()));
    if (later.isPresent()) {
      // It was this id's when all of this id's became another's, and only on its way. As a part of
      // that merge: were it passed on as it is, two ids merged into each other would never keep it.
      return List.of(new Outcome.Sent(later.get().into(), transfer.at(later.get().time())));
    }
    if (!transfer.time().isAfter(before.erased())) {
      // It was the user's when the user was erased.
      List<UserId> others = new ArrayList<>(transfer.merges().keySet());
      others.sort(Comparator.comparing(UserId::value));
      others.add(transfer.from());
      return spread(
          new ErasureId("merged-late-" + before.erased().toEpochMilli()), others, before.erased());
    }
    if (merges.know(transfer.from(), transfer.time())) {
      return List.of();
    }
    Profile.Applied applied = Absorption.of(before, transfer.profile(), settings);
    profiles.put(user, applied.profile());
    keep(
        user,
        merges
            .plus(transfer.merges())
            .plus(Map.of(transfer.from(), transfer.time()))
            .without(user));
    return applied.effects().stream().<Outcome>map(Outcome.Changed::new).toList();
  }
}
