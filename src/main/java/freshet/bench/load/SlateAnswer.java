package freshet.bench.load;

import freshet.bench.FailedBenchException;
import freshet.event.ItemId;
import java.util.Optional;

/**
 * What an answer with a slate says, found without reading all of its JSON.
 *
 * @param answer its ids hold nothing that JSON would escape
 */
public record SlateAnswer(HttpAnswer answer) {
  private static final String ITEM = "\"item\":\"";
  private static final String LAYER = "\"layer\":\"";
  private static final String COLLABORATIVE = LAYER + "collaborative\"";
  private static final String MODEL = LAYER + "model\"";
  private static final String DEGRADED = "\"degraded\":true";

  private static final String CURSOR = "\"cursor\":\"";

  /**
   * The same answer, if it is a full slate.
   *
   * @param asked what it answers
   * @param items how many were asked for
   * @throws FailedBenchException if it is not
   */
  static SlateAnswer full(HttpAnswer answer, String asked, int items) {
    SlateAnswer slate = new SlateAnswer(answer.requireSuccess(asked));
    require(asked, items, slate.items());
    return slate;
  }

  /**
   * The same answer, if it tells of all the items it was asked about, shown or left out.
   *
   * @param asked what it answers
   * @param items how many it was asked about
   * @throws FailedBenchException if it does not
   */
  static SlateAnswer whole(HttpAnswer answer, String asked, int items) {
    require(asked, items, answer.requireSuccess(asked).count(ITEM));
    return new SlateAnswer(answer);
  }

  private static void require(String asked, int wanted, int answered) {
    if (answered != wanted) {
      throw new FailedBenchException(
          "%s was answered with %d items; the figures would mean nothing"
              .formatted(asked, answered));
    }
  }

  /** What gives the next page; empty after the last. */
  Optional<String> cursor() {
    String body = answer.body();
    int at = body.lastIndexOf(CURSOR);
    if (at < 0) {
      return Optional.empty();
    }
    int from = at + CURSOR.length();
    return Optional.of(body.substring(from, body.indexOf('"', from)));
  }

  /** Items on the slate. */
  public int items() {
    return answer.count(LAYER);
  }

  /** Items that the layer collaborative gave. */
  public int collaborative() {
    return answer.count(COLLABORATIVE);
  }

  /** Items that the layer model gave. */
  public int model() {
    return answer.count(MODEL);
  }

  /** Whether a lower layer answered than could have. */
  public boolean isDegraded() {
    return answer.body().contains(DEGRADED);
  }

  /** Whether an item is on the slate and the layer collaborative gave it. */
  public boolean hasCollaborative(ItemId item) {
    String body = answer.body();
    int at = body.indexOf(ITEM + item.value() + "\"");
    int layer = at < 0 ? -1 : body.indexOf(LAYER, at);
    return layer >= 0 && body.startsWith(COLLABORATIVE, layer);
  }
}
