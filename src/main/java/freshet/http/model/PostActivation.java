package freshet.http.model;

import freshet.http.description.Description;
import freshet.http.description.Parameter;
import freshet.http.exchange.Endpoint;
import freshet.http.exchange.Json;
import freshet.http.exchange.Problem;
import freshet.http.exchange.QueryParameters;
import freshet.http.exchange.Words;
import freshet.http.model.Models.Model;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;

/**
 * {@code POST /v1/models/{version}/activate}: goes back to a model that was released; 202 when the
 * log has it, and every instance follows. 404 for a version nobody knows, 409 for one that cannot
 * serve, or that was refused and is not forced with {@code ?force=true}.
 */
public final class PostActivation implements Endpoint {
  /** What is answered. */
  record Activated(String version) {}

  private final Models models;
  private final Confirmation confirmation;

  /**
   * @param timeout how long a request waits for the log
   */
  public PostActivation(Models models, Duration timeout) {
    this.models = models;
    this.confirmation = new Confirmation(timeout);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    Endpoint.post(
        routes,
        "/v1/models/{version}/activate",
        this::handle,
        Description.of("models", "Lets another model serve, on every instance")
            .takes(
                Parameter.path("version", "Of which model"),
                Parameter.flag("force", "Lets it serve although it was refused"))
            .answers(202, "Kafka has it; every instance follows", Activated.class)
            .problems(400, 404, 409, 503));
  }

  private void handle(Context ctx) {
    boolean force = QueryParameters.of(ctx, "force").flag("force");
    Model model = find(ctx.pathParam("version"));
    check(model, force);
    confirmation.await(
        ctx,
        () -> models.activate(model.version()),
        done -> Json.answer(ctx, 202, new Activated(model.version())));
  }

  private Model find(String version) {
    List<Model> all = models.overview().models();
    return all.stream()
        .filter(model -> model.version().equals(version))
        .findFirst()
        .orElseThrow(
            () -> {
              List<String> known =
                  all.stream().filter(Model::canServe).map(Model::version).toList();
              return Problem.of(
                      404,
                      "there is no model \"%s\"; %s"
                          .formatted(
                              Words.shown(version),
                              known.isEmpty()
                                  ? "ask for one with POST /v1/models/retrain"
                                  : "give one of " + String.join(", ", known)))
                  .blaming("version")
                  .with("known", known)
                  .exception();
            });
  }

  private static void check(Model model, boolean force) {
    if (model.canServe()) {
      return;
    }
    String why = model.why().map(reason -> ": " + reason).orElse("");
    if (!model.state().equals("refused") || model.bytes().isEmpty()) {
      throw Problem.of(
              409,
              "model %s is %s and cannot serve%s; choose a released one"
                  .formatted(model.version(), model.state(), why))
          .blaming("version")
          .exception();
    }
    if (!force) {
      throw Problem.of(
              409,
              "model %s was refused%s; add ?force=true to let it serve all the same"
                  .formatted(model.version(), why))
          .blaming("version")
          .exception();
    }
  }
}
