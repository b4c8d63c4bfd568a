package freshet.http.slate;

import freshet.http.description.Parameter;
import freshet.recommend.SlateRequest;

/** The query parameters of {@link SlateQuery}, as callers need to know them. */
final class SlateParameters {
  static final Parameter K =
      Parameter.wholeNumber("k", 1, SlateRequest.MAX_K, "How many items")
          .byDefault(Integer.toString(SlateQuery.DEFAULT_K));
  static final Parameter TYPE = Parameter.text("type", "Only this content type");
  static final Parameter EXCLUDE =
      Parameter.texts("exclude", "Items not to show, separated by commas; may be repeated");
  static final Parameter EXPLAIN =
      Parameter.flag("explain", "Adds because and contributions to each item");
  static final Parameter HALF_LIFE =
      Parameter.text("half-life", "One of the half-lives that are kept; the shortest otherwise")
          .suchAs("1h");

  private SlateParameters() {}
}
