package freshet.engagement;

import freshet.avro.EngagementRecord;
import freshet.avro.SlateRecord;
import freshet.engagement.EngagementMessage.Answered;
import freshet.engagement.EngagementMessage.Erased;
import freshet.event.Interaction;
import freshet.event.PersonRequest;
import freshet.event.UserId;
import freshet.recommend.impression.Cell;
import freshet.recommend.impression.Sums;
import freshet.stream.ArrivalTime;
import freshet.stream.Decoded;
import freshet.stream.StateSerde;
import freshet.stream.Store;
import freshet.stream.StringSerde;
import freshet.stream.Topic;
import freshet.stream.Views;
import java.util.List;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/**
 * By user: what was shown and what was done with it. What is counted of it is published by each
 * partition, and read together on every instance.
 *
 * @param slates what was shown, of as many partitions as the interactions
 * @param engagement where the counts are published
 * @param settings bounds
 */
public record EngagementPart(
    Topic<UserId, SlateRecord> slates,
    Topic<String, EngagementRecord> engagement,
    EngagementSettings settings) {

  /** Name of the store of what users were shown, each on the instance that owns its partition. */
  public static final String USERS = "engagement-users";

  /** Name of the store of counts, each on the instance that owns its partition. */
  public static final String CELLS = "engagement-cells";

  /** Name of the view of all counts, on every instance. */
  public static final String COUNTS = "engagement-counts";

  /** Reads slates, and what answers them. */
  public void addTo(
      StreamsBuilder builder,
      KStream<UserId, Interaction> interactions,
      KStream<UserId, PersonRequest> requests,
      EngagementView view,
      Views.Poison poison) {
    KStream<UserId, EngagementMessage> shown =
        builder.stream(
                slates.name(),
                Consumed.with(
                        new StringSerde<>(key -> key, key -> key), Decoded.serde(slates.values()))
                    .withName("engagement-source")
                    .withTimestampExtractor(new ArrivalTime()))
            .process(() -> new SlateReading(poison), Named.as("engagement-slates"));
    KStream<UserId, EngagementMessage> answered =
        interactions
            .filter(
                (user, interaction) -> interaction.slate().isPresent(),
                Named.as("engagement-naming"))
            .mapValues(interaction -> new Answered(interaction), Named.as("engagement-answered"));
    KStream<UserId, EngagementMessage> erased =
        requests.flatMapValues(
            request ->
                request instanceof PersonRequest.Erase erasure
                    ? List.<EngagementMessage>of(new Erased(erasure))
                    : List.<EngagementMessage>of(),
            Named.as("engagement-erased"));
    shown
        .merge(answered, Named.as("engagement-shown-or-answered"))
        .merge(erased, Named.as("engagement-messages"))
        .process(
            new EngagementProcessor.Supplier(users(), cells(), settings),
            Named.as("engagement-count"))
        .mapValues(EngagementTopic::toRecord, Named.as("engagement-record"))
        .to(engagement.name(), engagement.producedAs("engagement-publish"));
    Views.addInMemory(builder, COUNTS, engagement, view, poison);
  }

  Store<UserId, UserEngagement> users() {
    return new Store<>(USERS, SlatesTopic.users(), new StateSerde<>(new UserEngagementFormat()));
  }

  Store<Cell, Sums> cells() {
    return new Store<>(
        CELLS, new StringSerde<>(Cell::key, Cell::ofKey), new StateSerde<>(new SumsFormat()));
  }
}
