package freshet.profile;

import freshet.event.Effect;
import freshet.event.Interaction;
import freshet.event.InteractionType.Stance;
import freshet.event.UserId;
import freshet.recommend.Lesson;
import freshet.recommend.Lessons;
import freshet.stream.Store;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** Applies each interaction to its user's profile and sends on what it changes about items. */
final class ProfileProcessor extends ContextualProcessor<UserId, Interaction, UserId, Effect> {
  private final Store<UserId, Profile> store;
  private final ProfileSettings settings;
  private final Lessons lessons;
  private KeyValueStore<UserId, Profile> profiles;

  private ProfileProcessor(
      Store<UserId, Profile> store, ProfileSettings settings, Lessons lessons) {
    this.store = store;
    this.settings = settings;
    this.lessons = lessons;
  }

  record Supplier(Store<UserId, Profile> store, ProfileSettings settings, Lessons lessons)
      implements ProcessorSupplier<UserId, Interaction, UserId, Effect> {
    @Override
    public Processor<UserId, Interaction, UserId, Effect> get() {
      return new ProfileProcessor(store, settings, lessons);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.of(store.persistentUncached());
    }
  }

  @Override
  public void init(ProcessorContext<UserId, Effect> context) {
    super.init(context);
    profiles = store.in(context);
  }

  @Override
  public void process(Record<UserId, Interaction> message) {
    Profile stored = profiles.get(message.key());
    Profile before = stored == null ? Profile.EMPTY : stored;
    Profile.Applied applied = before.apply(message.value(), settings);
    if (applied.effects().isEmpty()) {
      return;
    }
    if (message.value().type().stance() == Stance.FOR) {
      lessons.offer(() -> new Lesson(before.toHistory(), message.value().item()));
    }
    profiles.put(message.key(), applied.profile());
    for (Effect effect : applied.effects()) {
      context().forward(message.withValue(effect));
    }
  }
}
