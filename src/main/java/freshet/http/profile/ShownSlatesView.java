package freshet.http.profile;

import freshet.event.UserId;
import freshet.recommend.experiment.Group;
import freshet.recommend.impression.Reaction;
import freshet.recommend.impression.Response;
import freshet.recommend.impression.ServedSlate;
import freshet.recommend.impression.ServedSlate.Place;
import freshet.recommend.impression.ShownSlate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The slates that a user was shown, as answers show them. */
record ShownSlatesView(String user, List<Shown> slates) {

  /**
   * One slate.
   *
   * @param groups of experiments that the user was in, as experiment/variant
   */
  record Shown(
      String slateId,
      Instant time,
      String endpoint,
      Optional<String> scenario,
      Optional<String> model,
      List<String> groups,
      List<Line> items) {}

  /**
   * One of its items.
   *
   * @param reason the kind of the reason
   * @param touched whether the user did anything with it
   * @param reactions what is counted of that: click, like, play
   */
  record Line(String item, String layer, String reason, boolean touched, List<String> reactions) {}

  static ShownSlatesView of(UserId user, List<ShownSlate> slates) {
    return new ShownSlatesView(user.value(), slates.stream().map(ShownSlatesView::shown).toList());
  }

  private static Shown shown(ShownSlate shown) {
    ServedSlate slate = shown.slate();
    List<Line> lines = new ArrayList<>(slate.items().size());
    for (Place place : slate.items()) {
      Response response = shown.responses().get(lines.size());
      lines.add(
          new Line(
              place.item().value(),
              place.layer().label(),
              place.reason().label(),
              response.touched(),
              response.reactions().stream().sorted().map(Reaction::label).toList()));
    }
    return new Shown(
        slate.id(),
        slate.time(),
        slate.endpoint().label(),
        slate.scenario(),
        slate.model(),
        slate.groups().stream().map(Group::label).toList(),
        lines);
  }
}
