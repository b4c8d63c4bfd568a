package freshet.engagement;

import freshet.avro.GroupRecord;
import freshet.avro.ShownItemRecord;
import freshet.avro.SlateRecord;
import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.recommend.Layer;
import freshet.recommend.Reason;
import freshet.recommend.experiment.Group;
import freshet.recommend.impression.ServedSlate;
import freshet.recommend.impression.ServedSlate.Endpoint;
import freshet.recommend.impression.ServedSlate.Place;
import freshet.stream.StringSerde;
import freshet.stream.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;

/** The `slates` topic: what users were answered. */
public final class SlatesTopic {
  /** Name without prefix. */
  public static final String NAME = "slates";

  private SlatesTopic() {}

  /** The topic under a prefix, which may be empty. */
  public static Topic<UserId, SlateRecord> topic(String prefix, Serde<SlateRecord> values) {
    return new Topic<>(prefix + NAME, users(), values);
  }

  static Serde<UserId> users() {
    return new StringSerde<>(UserId::value, UserId::new);
  }

  static SlateRecord toRecord(ServedSlate slate) {
    List<ShownItemRecord> items = new ArrayList<>(slate.items().size());
    for (Place place : slate.items()) {
      items.add(
          new ShownItemRecord(place.item().value(), place.layer().label(), place.reason().label()));
    }
    return SlateRecord.newBuilder()
        .setSlate(slate.id())
        .setUser(slate.user().value())
        .setTime(slate.time())
        .setEndpoint(slate.endpoint().label())
        .setScenario(slate.scenario().orElse(null))
        .setModel(slate.model().orElse(null))
        .setGroups(
            slate.groups().stream()
                .map(group -> new GroupRecord(group.experiment(), group.variant()))
                .toList())
        .setItems(items)
        .build();
  }

  /**
   * What a record says.
   *
   * @throws IllegalArgumentException if it makes no sense
   */
  static ServedSlate fromRecord(SlateRecord noted) {
    List<Place> items = new ArrayList<>(noted.getItems().size());
    for (ShownItemRecord shown : noted.getItems()) {
      items.add(
          new Place(
              new ItemId(shown.getItem()),
              word(Layer.class, "layer", shown.getLayer()),
              word(Reason.Kind.class, "reason", shown.getReason())));
    }
    return new ServedSlate(
        noted.getSlate(),
        new UserId(noted.getUser()),
        noted.getTime(),
        word(Endpoint.class, "endpoint", noted.getEndpoint()),
        Optional.ofNullable(noted.getScenario()),
        Optional.ofNullable(noted.getModel()),
        noted.getGroups().stream()
            .map(group -> new Group(group.getExperiment(), group.getVariant()))
            .toList(),
        items);
  }

  private static <E extends Enum<E>> E word(Class<E> words, String field, String label) {
    try {
      return Enum.valueOf(words, label.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s is \"%s\", which is not known here; run the release that wrote it"
              .formatted(field, label),
          e);
    }
  }
}
