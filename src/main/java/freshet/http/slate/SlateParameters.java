package freshet.http.slate;

import freshet.http.description.Parameter;
import freshet.recommend.RecommendSettings;
import freshet.recommend.SlateRequest;
import java.util.stream.Stream;

/** The query parameters of {@link SlateQuery}, as callers need to know them. */
final class SlateParameters {
  static final Parameter K =
      Parameter.wholeNumber("k", 1, SlateRequest.MAX_K, "How many items")
          .byDefault(Integer.toString(SlateQuery.DEFAULT_K));
  static final Parameter TYPE = Parameter.text("type", "Only this content type");
  static final Parameter EXCLUDE =
      Parameter.texts("exclude", "Items not to show, separated by commas; may be repeated");
  static final Parameter TAG = Parameter.text("tag", "Only items with this tag");
  static final Parameter CATEGORY = Parameter.text("category", "Only items of this category");
  static final Parameter FILTER =
      Parameter.text("filter", "Only items it lets through").suchAs("tag = \"jazz\" and age < 7d");
  static final Parameter BOOST =
      Parameter.texts("boost", "Multiplies the scores of some items; may be repeated")
          .suchAs("tag = \"jazz\": 1.5");
  static final Parameter DIVERSITY =
      Parameter.text("diversity", "0 to 1, instead of the one in the settings");
  static final Parameter FRESHNESS =
      Parameter.text("freshness", "By what share the youngest items are lifted, 0 to 10");
  static final Parameter FATIGUE =
      Parameter.text(
          "fatigue",
          "By what share an item sinks each time it was shown and left alone, 0 to "
              + RecommendSettings.MOST_FATIGUE);
  static final Parameter SCENARIO = Parameter.text("scenario", "A bundle of these by its name");
  static final Parameter AGAIN =
      Parameter.flag("again", "Also what the user has touched before; what they hid never");
  static final Parameter CURSOR =
      Parameter.text("cursor", "That of the answer before, to go on after it without repeats");
  static final Parameter EXPLAIN =
      Parameter.flag("explain", "Adds because and contributions to each item");
  static final Parameter HALF_LIFE =
      Parameter.text("half-life", "One of the half-lives that are kept; the shortest otherwise")
          .suchAs("1h");

  private SlateParameters() {}

  /** What may be said of every slate, in the order of {@link SlateQuery#PLAIN}. */
  static Parameter[] plain(Parameter... more) {
    return joined(new Parameter[] {K, TYPE, TAG, CATEGORY, FILTER, EXCLUDE}, more);
  }

  /** What may be said of a slate for somebody, and more. */
  static Parameter[] personal(Parameter... more) {
    return joined(plain(BOOST, DIVERSITY, FRESHNESS, FATIGUE, SCENARIO, AGAIN, EXPLAIN), more);
  }

  /** The same but for one of them. */
  static Parameter[] without(Parameter one, Parameter[] all) {
    return Stream.of(all).filter(parameter -> !parameter.equals(one)).toArray(Parameter[]::new);
  }

  private static Parameter[] joined(Parameter[] some, Parameter... others) {
    return Stream.concat(Stream.of(some), Stream.of(others)).toArray(Parameter[]::new);
  }
}
