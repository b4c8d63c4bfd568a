package freshet.http.description;

/**
 * What a request carries.
 *
 * @param type a record whose components are the fields; those that are optional may be left out
 * @param many whether it may be a list of them, too, or NDJSON
 * @param required whether there must be one
 */
public record Body(Class<? extends Record> type, boolean many, boolean required) {
  /** Exactly one. */
  public static Body one(Class<? extends Record> type) {
    return new Body(type, false, true);
  }

  /** One, a list, or NDJSON. */
  public static Body many(Class<? extends Record> type) {
    return new Body(type, true, true);
  }

  /** One or none. */
  public static Body perhaps(Class<? extends Record> type) {
    return new Body(type, false, false);
  }
}
