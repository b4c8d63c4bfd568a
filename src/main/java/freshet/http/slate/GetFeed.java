package freshet.http.slate;

import freshet.event.InvalidInputException;
import freshet.event.UserId;
import freshet.http.description.Description;
import freshet.http.description.Parameter;
import freshet.http.exchange.Endpoint;
import freshet.http.exchange.Json;
import freshet.http.exchange.Words;
import freshet.http.position.After;
import freshet.recommend.Catalogue;
import freshet.recommend.Order;
import freshet.recommend.Preset;
import freshet.recommend.Presets;
import freshet.recommend.Recommendations;
import freshet.recommend.Slate;
import freshet.recommend.SlateRequest;
import freshet.recommend.impression.ServedSlate;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;

/** {@code GET /v1/feed}: what to show to anybody, in one of four orders, in one shape. */
public final class GetFeed implements Endpoint {
  private final Recommendations recommendations;
  private final Catalogue catalogue;
  private final Presets presets;
  private final Serving serving;
  private final After after;

  public GetFeed(
      Recommendations recommendations,
      Catalogue catalogue,
      Presets presets,
      Serving serving,
      After after) {
    this.recommendations = recommendations;
    this.catalogue = catalogue;
    this.presets = presets;
    this.serving = serving;
    this.after = after;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Endpoint.get(
        routes,
        "/v1/feed",
        after.waiting(this::handle),
        Description.of("slates", "A slate for anybody, in one of four orders")
            .takes(
                SlateParameters.personal(
                    SlateParameters.CURSOR,
                    Parameter.text("user", "For whom; may be left out"),
                    Parameter.text("sort", "foryou, trending, popular or latest")
                        .byDefault("foryou"),
                    SlateParameters.HALF_LIFE,
                    After.DESCRIBED))
            .answers(200, "The slate, best first", SlateView.class)
            .problems(400));
  }

  private void handle(Context ctx) {
    SlateQuery query =
        SlateQuery.personal(ctx, presets, "cursor", "user", "sort", "half-life", After.PARAMETER);
    Order order = order(query);
    Optional<UserId> user = query.one("user").map(UserId::new);
    Preset preset = query.preset(user);
    SlateRequest request = query.request(user, preset);
    boolean explain = query.explain();
    Slate slate = recommendations.feed(order, request);
    slate = After.note(ctx).map(slate::degradedBy).orElse(slate);
    String id = serving.served(ctx, ServedSlate.Endpoint.FEED, request, preset, slate);
    Json.answer(ctx, 200, SlateView.of(id, slate, request, catalogue, explain));
  }

  private static Order order(SlateQuery query) {
    String sort = query.one("sort").orElse("foryou");
    if (!sort.equals("trending")) {
      query.refuse("unless sort is trending", "half-life");
    }
    if (!sort.equals("foryou")) {
      query.refuse("unless sort is foryou", "boost", "diversity", "freshness", "fatigue");
    }
    return switch (sort) {
      case "foryou" -> new Order.ForYou();
      case "trending" -> new Order.Trending(query.halfLife());
      case "popular" -> new Order.Popular();
      case "latest" -> new Order.Latest();
      default ->
          throw new InvalidInputException(
              "sort",
              "is \"%s\"; give foryou, trending, popular or latest".formatted(Words.shown(sort)));
    };
  }
}
