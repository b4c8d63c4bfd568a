package freshet.http.slate;

import freshet.event.InteractionType;
import freshet.event.InteractionTypes;
import freshet.event.InvalidInputException;
import freshet.event.ItemId;
import freshet.http.batch.BatchReader;
import freshet.http.batch.Fields;
import freshet.http.batch.RequestBody;
import freshet.http.exchange.Problem;
import freshet.http.exchange.Words;
import freshet.recommend.UserHistory;
import freshet.recommend.UserHistory.Touch;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Reads what somebody did from a body: {@code {"history": [{"item": …, "type": …, "time": …}]}}, in
 * the order in which it was done. The type is a view where it is left out, the time is now.
 */
final class HistoryBody {
  /** As many as a profile remembers at most of what it shows. */
  private static final int MAX_TOUCHES = 1_000;

  private static final String DEFAULT_TYPE = "view";

  private final InteractionTypes types;
  private final Clock clock;
  private final int maxBytes;

  /**
   * @param types that the site knows
   * @param maxBytes of a body
   */
  HistoryBody(InteractionTypes types, Clock clock, int maxBytes) {
    this.types = types;
    this.clock = clock;
    this.maxBytes = maxBytes;
  }

  UserHistory read(Context ctx) {
    var batch = BatchReader.read(RequestBody.one(ctx, maxBytes), 1, this::history);
    if (!batch.single()) {
      throw Problem.of(400, "the body is a list; send one object with a history").exception();
    }
    return batch.sole();
  }

  private UserHistory history(Fields fields) throws IOException {
    Instant now = clock.instant();
    List<Touch> history = List.of();
    String unknown = null;
    while (fields.next()) {
      if (fields.name().equals("history")) {
        history = fields.objects(MAX_TOUCHES, touch -> touch(touch, now));
      } else {
        unknown = fields.name();
        fields.skip();
      }
    }
    fields.check();
    if (unknown != null) {
      throw new InvalidInputException(
          Words.shown(unknown), "is not known here; give history, and all else in the query");
    }
    return UserHistory.of(history);
  }

  private Touch touch(Fields fields, Instant now) throws IOException {
    String item = null;
    String type = null;
    Instant time = null;
    Double seconds = null;
    while (fields.next()) {
      switch (fields.name()) {
        case "item" -> item = fields.text();
        case "type" -> type = fields.text();
        case "time" -> time = fields.time();
        case "seconds" -> seconds = fields.number();
        default -> fields.skip();
      }
    }
    fields.check();
    Fields.require("item", item);
    return new Touch(
        new ItemId(item),
        type(type == null ? DEFAULT_TYPE : type),
        time == null ? now : time,
        seconds == null ? OptionalDouble.empty() : OptionalDouble.of(seconds));
  }

  private InteractionType type(String name) {
    return types
        .find(name)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "type",
                    "is \"%s\", which is not defined; use one of %s"
                        .formatted(Words.shown(name), types.names())));
  }
}
