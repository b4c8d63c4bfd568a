package freshet.bench.load;

import freshet.bench.FailedBenchException;
import freshet.event.ItemId;

/**
 * What a server answered.
 *
 * @param status of HTTP
 * @param body as text
 */
public record HttpAnswer(int status, String body) {
  private static final int SHOWN = 200;
  private static final int UNAVAILABLE = 503;

  /**
   * The same, if it is a success.
   *
   * @param asked what it answers
   * @throws FailedBenchException if it is not; an {@link UnavailableException} if it is 503
   */
  public HttpAnswer requireSuccess(String asked) {
    if (status < 200 || status > 299) {
      String told =
          "%s was answered %d, %s; the figures would mean nothing"
              .formatted(asked, status, body.substring(0, Math.min(SHOWN, body.length())).strip());
      throw status == UNAVAILABLE ? new UnavailableException(told) : new FailedBenchException(told);
    }
    return this;
  }

  /**
   * Whether it tells of an item.
   *
   * @param item its id holds nothing that JSON would escape
   */
  public boolean holds(ItemId item) {
    return body.contains("\"item\":\"" + item.value() + "\"");
  }

  /** How often a text stands in the body. */
  int count(String text) {
    int count = 0;
    for (int at = body.indexOf(text); at >= 0; at = body.indexOf(text, at + text.length())) {
      count++;
    }
    return count;
  }
}
