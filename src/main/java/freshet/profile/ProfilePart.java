package freshet.profile;

import freshet.event.Effect;
import freshet.event.Interaction;
import freshet.event.InteractionTypes;
import freshet.event.UserId;
import freshet.recommend.Lessons;
import freshet.stream.StateSerde;
import freshet.stream.Store;
import freshet.stream.StringSerde;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/**
 * By user: keeps the profiles.
 *
 * @param types the interaction types the site has defined
 * @param settings the profile's bounds
 * @param lessons offered what people turn to, with what was known of them before
 */
public record ProfilePart(InteractionTypes types, ProfileSettings settings, Lessons lessons) {

  /** Name of the profile store. */
  public static final String STORE = "profile-users";

  /**
   * What the interactions change about items, by user; an event that came before changes nothing.
   */
  public KStream<UserId, Effect> addTo(KStream<UserId, Interaction> interactions) {
    return interactions.process(
        new ProfileProcessor.Supplier(store(), settings, lessons), Named.as("profile-update"));
  }

  Store<UserId, Profile> store() {
    return new Store<>(
        STORE,
        new StringSerde<>(UserId::value, UserId::new),
        new StateSerde<>(new ProfileFormat(types)));
  }
}
