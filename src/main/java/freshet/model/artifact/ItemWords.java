package freshet.model.artifact;

import freshet.event.Item;
import java.util.List;
import java.util.stream.Stream;

/** The words of content an item has for a model, as the {@link Contract} spells them. */
public final class ItemWords {
  /** How many of them count. */
  public static final int MOST = 16;

  private ItemWords() {}

  /** Content type, category and author, then tags in the order the site gives them. */
  public static List<String> of(Item item) {
    return Stream.of(
            Stream.of("type:" + item.type().value()),
            item.category().stream().map(category -> "category:" + category),
            item.author().stream().map(author -> "author:" + author),
            item.tags().stream().map(tag -> "tag:" + tag))
        .flatMap(words -> words)
        .limit(MOST)
        .toList();
  }
}
