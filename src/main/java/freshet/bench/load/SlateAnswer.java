package freshet.bench.load;

import freshet.event.ItemId;

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
