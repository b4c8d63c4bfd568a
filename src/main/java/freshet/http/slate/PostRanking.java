package freshet.http.slate;

import freshet.event.InvalidInputException;
import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.http.batch.BatchReader;
import freshet.http.batch.Fields;
import freshet.http.batch.RequestBody;
import freshet.http.description.Body;
import freshet.http.description.Description;
import freshet.http.description.Parameter;
import freshet.http.exchange.Endpoint;
import freshet.http.exchange.Json;
import freshet.http.exchange.Problem;
import freshet.http.exchange.Words;
import freshet.http.position.After;
import freshet.recommend.Catalogue;
import freshet.recommend.Preset;
import freshet.recommend.Presets;
import freshet.recommend.Ranking;
import freshet.recommend.Recommendations;
import freshet.recommend.SlateRequest;
import freshet.recommend.impression.ServedSlate;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * {@code POST /v1/users/{user}/ranking}: a caller's own list in a user's order, topped up with
 * recommendations if it is too short.
 */
public final class PostRanking implements Endpoint {
  private final Recommendations recommendations;
  private final Catalogue catalogue;
  private final Presets presets;
  private final Serving serving;
  private final After after;
  private final int maxBodyBytes;

  public PostRanking(
      Recommendations recommendations,
      Catalogue catalogue,
      Presets presets,
      Serving serving,
      After after,
      int maxBodyBytes) {
    this.recommendations = recommendations;
    this.catalogue = catalogue;
    this.presets = presets;
    this.serving = serving;
    this.after = after;
    this.maxBodyBytes = maxBodyBytes;
  }

  /** What a body says. */
  private record Own(List<ItemId> items, int fill) {}

  @Override
  public void addTo(RoutesConfig routes) {
    Endpoint.post(
        routes,
        "/v1/users/{user}/ranking",
        after.waiting(this::handle),
        Description.of("slates", "Your own list in a user's order, topped up if it is short")
            .takes(Parameter.path("user", "For whom"))
            .takes(
                SlateParameters.without(
                    SlateParameters.K, SlateParameters.personal(After.DESCRIBED)))
            .carries(Body.one(RankingBody.class))
            .answers(200, "The list, best first", SlateView.class)
            .problems(400, 413, 415, 422));
  }

  private void handle(Context ctx) {
    SlateQuery query = SlateQuery.personalWithout("k", ctx, presets, After.PARAMETER);
    UserId user = new UserId(ctx.pathParam("user"));
    Preset preset = query.preset(Optional.of(user));
    SlateRequest request = query.request(Optional.of(user), preset);
    boolean explain = query.explain();
    var batch = BatchReader.read(RequestBody.one(ctx, maxBodyBytes), 1, PostRanking::read);
    if (!batch.single()) {
      throw Problem.of(400, "the body is a list; send one object with items").exception();
    }
    Own own = batch.sole();
    Ranking ranking = recommendations.rank(request, own.items(), own.fill());
    ranking = After.note(ctx).map(ranking::degradedBy).orElse(ranking);
    String id = serving.served(ctx, ServedSlate.Endpoint.RANKING, request, preset, ranking.slate());
    Json.answer(ctx, 200, SlateView.of(id, ranking, user, catalogue, explain));
  }

  private static Own read(Fields fields) throws IOException {
    List<String> items = null;
    Double fill = null;
    String unknown = null;
    while (fields.next()) {
      switch (fields.name()) {
        case "items" -> items = fields.texts();
        case "fill" -> fill = fields.number();
        default -> {
          // A slip of the pen would be a list that is not filled.
          unknown = fields.name();
          fields.skip();
        }
      }
    }
    fields.check();
    if (unknown != null) {
      throw new InvalidInputException(
          Words.shown(unknown),
          "is not known here; give items and fill, and all else in the query");
    }
    if (items == null) {
      throw new InvalidInputException("items", "is missing; give a list of ids, empty if need be");
    }
    return new Own(ids(items), fill == null ? 0 : whole(fill));
  }

  private static List<ItemId> ids(List<String> items) {
    if (items.size() > Ranking.MAX_ITEMS) {
      throw new InvalidInputException(
          "items", "holds %d ids; give at most %d".formatted(items.size(), Ranking.MAX_ITEMS));
    }
    return items.stream().map(ItemId::new).toList();
  }

  private static int whole(double fill) {
    if (fill != Math.rint(fill) || fill < 0 || fill > SlateRequest.MAX_K) {
      throw new InvalidInputException(
          "fill", "is out of range; give a whole number from 0 to " + SlateRequest.MAX_K);
    }
    return (int) fill;
  }
}
