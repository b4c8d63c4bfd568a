package freshet.http.slate;

import freshet.event.UserId;
import freshet.http.experiment.Impressions;
import freshet.recommend.Layer;
import freshet.recommend.Preset;
import freshet.recommend.Slate;
import freshet.recommend.SlateRequest;
import freshet.recommend.impression.ServedSlate;
import freshet.recommend.impression.ServedSlate.Endpoint;
import freshet.recommend.impression.ServedSlate.Place;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Gives slates their ids, and notes those that users are answered. */
public final class Serving {
  private final Impressions impressions;
  private final Clock clock;

  public Serving(Impressions impressions, Clock clock) {
    this.impressions = impressions;
    this.clock = clock;
  }

  /**
   * Takes notice of a slate that is about to be answered; in answer to HEAD nothing is shown.
   *
   * @param preset what the request was given
   * @return the slate's id
   */
  String served(Context ctx, Endpoint endpoint, SlateRequest request, Preset preset, Slate slate) {
    String id = UUID.randomUUID().toString();
    Optional<UserId> user = request.user();
    if (user.isPresent()
        && !slate.items().isEmpty()
        && !ctx.method().equals(HandlerType.HEAD)
        && impressions.log().wants(user.get())) {
      impressions
          .log()
          .note(
              new ServedSlate(
                  id,
                  user.get(),
                  clock.instant(),
                  endpoint,
                  preset.scenario(),
                  model(slate),
                  preset.groups(),
                  places(slate)));
    }
    return id;
  }

  private Optional<String> model(Slate slate) {
    return slate.items().stream().anyMatch(item -> item.layer() == Layer.MODEL)
        ? impressions.model().get()
        : Optional.empty();
  }

  private static List<Place> places(Slate slate) {
    return slate.items().stream()
        .map(item -> new Place(item.item(), item.layer(), item.reason().kind()))
        .toList();
  }
}
