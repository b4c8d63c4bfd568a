package freshet.http.slate;

import freshet.event.ContentType;
import freshet.event.InvalidInputException;
import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.http.batch.Batch;
import freshet.http.batch.BatchReader;
import freshet.http.batch.Fields;
import freshet.http.batch.RequestBody;
import freshet.http.description.Body;
import freshet.http.description.Description;
import freshet.http.exchange.Endpoint;
import freshet.http.exchange.Json;
import freshet.http.exchange.Problem;
import freshet.http.exchange.QueryParameters;
import freshet.recommend.Catalogue;
import freshet.recommend.Preset;
import freshet.recommend.Presets;
import freshet.recommend.Recommendations;
import freshet.recommend.Scenario;
import freshet.recommend.Slate;
import freshet.recommend.SlateRequest;
import freshet.recommend.impression.ServedSlate;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/**
 * {@code POST /v1/recommendations/batch}: a slate for each of many users, a line for each line, in
 * their order. The lines are written as they are made: what is in memory is the request and one
 * slate.
 */
public final class PostRecommendationsBatch implements Endpoint {
  /** Each keeps a thread busy: the others are for people who wait. */
  private static final int AT_ONCE = 2;

  private static final String NDJSON = "application/x-ndjson";

  private final Recommendations recommendations;
  private final Catalogue catalogue;
  private final Presets presets;
  private final Serving serving;
  private final int maxBodyBytes;
  private final int maxBatch;
  private final Semaphore places = new Semaphore(AT_ONCE);

  /**
   * @param maxBatch how many users one request may name
   */
  public PostRecommendationsBatch(
      Recommendations recommendations,
      Catalogue catalogue,
      Presets presets,
      Serving serving,
      int maxBodyBytes,
      int maxBatch) {
    this.recommendations = recommendations;
    this.catalogue = catalogue;
    this.presets = presets;
    this.serving = serving;
    this.maxBodyBytes = maxBodyBytes;
    this.maxBatch = maxBatch;
  }

  /** What a line asks for, and what it was given besides. */
  private record Asked(SlateRequest request, Preset preset) {}

  @Override
  public void addTo(RoutesConfig routes) {
    Endpoint.post(
        routes,
        "/v1/recommendations/batch",
        this::handle,
        Description.of("slates", "A slate for each of many users, a line of NDJSON for each line")
            .more("A line that makes no sense is answered in its place by index, status, reason.")
            .carries(Body.many(BatchLine.class))
            .answers(
                200,
                "A slate in each line, in the same order",
                NDJSON,
                SlateView.class,
                RefusedLine.class)
            .problems(400, 413, 415, 503));
  }

  private void handle(Context ctx) throws IOException {
    QueryParameters.of(ctx);
    if (!places.tryAcquire()) {
      throw Problem.unavailable(
              "%d batches are being answered; send this one again when one of them is done"
                  .formatted(AT_ONCE))
          .exception();
    }
    try {
      Batch<Asked> batch =
          BatchReader.read(RequestBody.batch(ctx, maxBodyBytes), maxBatch, this::read);
      ctx.status(200).contentType(NDJSON);
      write(batch, ctx, ctx.res().getOutputStream());
    } finally {
      places.release();
    }
  }

  private void write(Batch<Asked> batch, Context ctx, OutputStream out) throws IOException {
    Iterator<Batch.Good<Asked>> good = batch.good().iterator();
    Iterator<Batch.Bad> bad = batch.bad().iterator();
    Batch.Bad nextBad = bad.hasNext() ? bad.next() : null;
    for (int i = 0; i < batch.size(); i++) {
      Object line;
      if (nextBad != null && nextBad.index() == i) {
        line = RefusedLine.of(nextBad);
        nextBad = bad.hasNext() ? bad.next() : null;
      } else {
        line = answer(ctx, good.next().value());
      }
      out.write(Json.bytes(line));
      out.write('\n');
    }
  }

  private SlateView answer(Context ctx, Asked asked) {
    SlateRequest request = asked.request();
    Slate slate = recommendations.recommend(request);
    String id = serving.served(ctx, ServedSlate.Endpoint.BATCH, request, asked.preset(), slate);
    return SlateView.of(id, slate, request, catalogue, false);
  }

  private Asked read(Fields fields) throws IOException {
    String user = null;
    String session = null;
    Double k = null;
    String type = null;
    List<String> exclude = List.of();
    while (fields.next()) {
      switch (fields.name()) {
        case "user" -> user = fields.text();
        case "session" -> session = fields.text();
        case "k" -> k = fields.number();
        case "type" -> type = fields.text();
        case "exclude" -> exclude = fields.texts();
        default -> {
          String unknown = fields.name();
          fields.skip();
          fields.refuse(unknown, "is not known here; use user, session, k, type or exclude");
        }
      }
    }
    if (user != null && session != null) {
      fields.refuse("session", "stands beside user; give one of them");
    }
    fields.check();
    if (session == null) {
      Fields.require("user", user);
    }
    Optional<UserId> who =
        Optional.of(session == null ? new UserId(user) : UserId.ofSession(session));
    Preset preset = presets.of(Optional.empty(), who);
    Scenario settings = preset.settings();
    return new Asked(
        new SlateRequest(
            who,
            Optional.empty(),
            k(k, settings),
            Optional.ofNullable(type).map(ContentType::new).or(settings::type),
            exclude.stream().map(ItemId::new).collect(Collectors.toSet()),
            false,
            settings.wishes()),
        preset);
  }

  private static int k(Double k, Scenario settings) {
    if (k == null) {
      return settings.k().orElse(SlateQuery.DEFAULT_K);
    }
    if (k != Math.rint(k) || k < 1 || k > SlateRequest.MAX_K) {
      throw new InvalidInputException(
          "k", "is %s; give a whole number from 1 to %d".formatted(k, SlateRequest.MAX_K));
    }
    return k.intValue();
  }
}
