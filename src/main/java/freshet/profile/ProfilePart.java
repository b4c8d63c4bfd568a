package freshet.profile;

import freshet.avro.ErasureRecord;
import freshet.event.Effect;
import freshet.event.Erasure;
import freshet.event.ErasureId;
import freshet.event.Interaction;
import freshet.event.InteractionTypes;
import freshet.event.PersonRequest;
import freshet.event.UserId;
import freshet.profile.PersonMessage.Asked;
import freshet.profile.PersonMessage.Transfer;
import freshet.recommend.Lessons;
import freshet.stream.StateSerde;
import freshet.stream.Store;
import freshet.stream.StringSerde;
import freshet.stream.Topic;
import freshet.stream.Views;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/**
 * By user: keeps the profiles.
 *
 * @param types the interaction types the site has defined
 * @param settings the profile's bounds
 * @param lessons offered what people turn to, with what was known of them before
 * @param transferTopic full name of the topic in which merged profiles travel, of as many
 *     partitions as that of interactions
 * @param erasures where erasures are proved
 */
public record ProfilePart(
    InteractionTypes types,
    ProfileSettings settings,
    Lessons lessons,
    String transferTopic,
    Topic<ErasureId, ErasureRecord> erasures) {

  /** Name of the profile store. */
  public static final String STORE = "profile-users";

  /** Name of the store of what ids have to do with each other. */
  public static final String MERGES = "profile-merges";

  /** Name of the store of proofs, on every instance. */
  public static final String ERASURES = "profile-erasures";

  /** What the transfers' topic is called behind the application id. */
  public static final String TRANSFERS = "transfers";

  private static final Serde<UserId> USERS = new StringSerde<>(UserId::value, UserId::new);

  /**
   * What follows from what people did, and from what is to become of it.
   *
   * @param effects what changes about items, by user; what came before changes nothing
   * @param erasures of ids that belong to a user who is erased
   */
  public record Consequences(
      KStream<UserId, Effect> effects, KStream<UserId, PersonRequest.Erase> erasures) {}

  /** Keeps the profiles. */
  public Consequences addTo(
      StreamsBuilder builder,
      KStream<UserId, Interaction> interactions,
      KStream<UserId, PersonRequest> requests,
      Views.Poison poison) {
    KStream<UserId, Effect> effects =
        interactions.process(
            new ProfileProcessor.Supplier(store(), settings, lessons), Named.as("profile-update"));

    Topic<UserId, Transfer> transfers =
        new Topic<>(transferTopic, USERS, new StateSerde<>(new TransferFormat(format())));
    KStream<UserId, PersonMessage> messages =
        requests
            .<PersonMessage>mapValues(request -> new Asked(request), Named.as("profile-asked"))
            .merge(
                builder.stream(
                        transfers.name(),
                        Consumed.with(transfers.keys(), transfers.values())
                            .withName("profile-transfers"))
                    .<PersonMessage>mapValues(
                        transfer -> transfer, Named.as("profile-transferred")),
                Named.as("profile-messages"));
    KStream<UserId, Outcome> outcomes =
        messages.process(
            new PersonProcessor.Supplier(store(), merges(), settings),
            Named.as("profile-person"),
            STORE);
    outcomes
        .flatMap(
            (user, outcome) ->
                outcome instanceof Outcome.Sent sent
                    ? List.of(KeyValue.pair(sent.into(), sent.transfer()))
                    : List.<KeyValue<UserId, Transfer>>of(),
            Named.as("profile-sent"))
        .to(transfers.name(), transfers.producedAs("profile-sends"));
    outcomes
        .flatMap(
            (user, outcome) ->
                outcome instanceof Outcome.Proved proved
                    ? List.of(
                        KeyValue.pair(proved.proof().id(), ErasuresTopic.toRecord(proved.proof())))
                    : List.<KeyValue<ErasureId, ErasureRecord>>of(),
            Named.as("profile-proved"))
        .to(erasures.name(), erasures.producedAs("profile-proofs"));
    Views.addPersistent(builder, erasures, proofs(), ErasuresTopic::fromRecord, poison);
    return new Consequences(
        effects.merge(
            outcomes.flatMapValues(
                outcome ->
                    outcome instanceof Outcome.Changed changed
                        ? List.of(changed.effect())
                        : List.<Effect>of(),
                Named.as("profile-changed")),
            Named.as("profile-effects")),
        outcomes.flatMap(
            (user, outcome) ->
                outcome instanceof Outcome.Spread spread
                    ? List.of(KeyValue.pair(spread.erasure().user(), spread.erasure()))
                    : List.<KeyValue<UserId, PersonRequest.Erase>>of(),
            Named.as("profile-spread")));
  }

  private ProfileFormat format() {
    return new ProfileFormat(types);
  }

  Store<UserId, Profile> store() {
    return new Store<>(STORE, USERS, new StateSerde<>(format()));
  }

  Store<UserId, Merges> merges() {
    return new Store<>(MERGES, USERS, new StateSerde<>(new MergesFormat()));
  }

  Store<ErasureId, Erasure> proofs() {
    return new Store<>(ERASURES, ErasuresTopic.keys(), new StateSerde<>(new ErasureFormat()));
  }
}
