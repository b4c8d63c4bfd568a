package freshet.engagement;

import freshet.event.EventId;
import freshet.event.Interaction;
import freshet.event.InteractionTypes;
import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.recommend.Layer;
import freshet.recommend.Reason;
import freshet.recommend.experiment.Group;
import freshet.recommend.impression.ServedSlate;
import freshet.recommend.impression.ServedSlate.Endpoint;
import freshet.recommend.impression.ServedSlate.Place;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Slates that ann was shown, and what she did with them. */
final class Shows {
  static final UserId ANN = new UserId("ann");
  static final Instant START = Instant.parse("2026-05-01T12:00:00Z");

  private Shows() {}

  /** A slate of some items, so many seconds after the start. */
  static ServedSlate slate(String id, int second, String... items) {
    return slate(id, second, List.of(), items);
  }

  static ServedSlate slate(String id, int second, List<Group> groups, String... items) {
    return new ServedSlate(
        id,
        ANN,
        START.plusSeconds(second),
        Endpoint.RECOMMENDATIONS,
        Optional.of("home"),
        Optional.of("m-1"),
        groups,
        Stream.of(items)
            .map(item -> new Place(new ItemId(item), Layer.CONTENT, Reason.Kind.TAG))
            .toList());
  }

  /** Something ann does with an item of a slate. */
  static Interaction did(String type, String item, String slate, int second) {
    return new Interaction(
        new EventId(type + item + slate + second),
        ANN,
        new ItemId(item),
        InteractionTypes.builtIn().find(type).orElseThrow(),
        START.plusSeconds(second),
        Optional.empty(),
        OptionalDouble.empty(),
        Optional.ofNullable(slate));
  }
}
