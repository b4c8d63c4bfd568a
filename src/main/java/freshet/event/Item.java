package freshet.event;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the site says about an item.
 *
 * @param id the item
 * @param type its content type
 * @param title what a person calls it, at most 1024 characters
 * @param tags what it is about, at most 64, without repeats
 * @param category a finer word than the content type
 * @param author who made it
 * @param created when it was made, year 1 to 9999; decides freshness
 * @param available whether it may be shown
 */
public record Item(
    ItemId id,
    ContentType type,
    Optional<String> title,
    List<String> tags,
    Optional<String> category,
    Optional<String> author,
    Optional<Instant> created,
    boolean available) {

  private static final int MAX_TAGS = 64;
  private static final int MAX_TITLE = 1024;
  private static final Instant START = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  public Item {
    Objects.requireNonNull(id);
    Objects.requireNonNull(type);
    Objects.requireNonNull(created);
    title.ifPresent(
        value -> {
          if (value.length() > MAX_TITLE) {
            throw new InvalidInputException(
                "title", "has " + value.length() + " characters; give at most " + MAX_TITLE);
          }
          Text.requireWellFormed("title", value);
        });
    tags = withoutRepeats(tags);
    category.ifPresent(value -> Text.require("category", value));
    author.ifPresent(value -> Text.require("author", value));
    created.ifPresent(
        value -> {
          if (value.isBefore(START) || !value.isBefore(END)) {
            throw new InvalidInputException(
                "created", "is " + value + "; give a time in the years 1 to 9999");
          }
        });
  }

  private static List<String> withoutRepeats(Collection<String> tags) {
    if (tags.size() > MAX_TAGS) {
      throw new InvalidInputException(
          "tags", "has " + tags.size() + " entries; give at most " + MAX_TAGS);
    }
    tags.forEach(tag -> Text.require("tags", tag));
    return List.copyOf(new LinkedHashSet<>(tags));
  }

  /** An item of which only the necessary is known. */
  public static Item of(ItemId id, ContentType type) {
    return new Item(
        id,
        type,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        true);
  }

  /** What to call it in a sentence: the title, or the id where there is none. */
  public String name() {
    return title.orElse(id.value());
  }
}
