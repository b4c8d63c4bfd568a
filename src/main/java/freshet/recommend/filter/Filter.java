package freshet.recommend.filter;

import freshet.event.ContentType;
import freshet.event.InvalidInputException;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.recommend.filter.Condition.Subject;
import java.util.Optional;

/**
 * Which items are wanted, said in a small language: {@code type = "game" and not tag in ("horror",
 * "war") and age < 7d and author != user}. {@link FilterParser} has its grammar.
 *
 * <p>To test an item takes time in proportion to the length of the filter, whatever it says.
 */
public final class Filter {
  /** Characters of the longest filter. */
  public static final int MAX_LENGTH = 2_000;

  private final String text;
  private final Condition condition;

  private Filter(String text, Condition condition) {
    this.text = text;
    this.condition = condition;
  }

  /**
   * Reads a filter.
   *
   * @param field what the sender calls it
   * @throws InvalidInputException saying where it cannot be read, why, and what to write instead
   */
  public static Filter parse(String field, String text) {
    FilterParser parser = new FilterParser(field, text);
    Condition condition = parser.condition();
    parser.requireEnd();
    return new Filter(text, condition);
  }

  static Filter of(String text, Condition condition) {
    return new Filter(text, condition);
  }

  /**
   * Whether an item is wanted.
   *
   * @param item what the catalogue knows about it; what is not known equals nothing
   */
  public boolean test(ItemId id, Optional<Item> item, Asker asker) {
    return condition.holds(new Subject(id, item, asker));
  }

  /** A tag that every item has which it lets through, if it says so in plain words. */
  public Optional<String> tag() {
    return condition.only(TextProperty.TAG);
  }

  /** The content type that every item has which it lets through, if it says so in plain words. */
  public Optional<ContentType> type() {
    try {
      return condition.only(TextProperty.TYPE).map(ContentType::new);
    } catch (InvalidInputException e) {
      // No type is called so: it lets nothing through, and there is nothing to look up.
      return Optional.empty();
    }
  }

  /** Filters are equal that are written alike. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Filter filter && filter.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
