package freshet.model.scoring;

import freshet.event.InteractionType;
import freshet.event.Item;
import freshet.event.ItemId;
import freshet.model.UnusableModelException;
import freshet.model.artifact.ItemWords;
import freshet.model.artifact.Manifest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a model knows by name, as the numbers it knows it by. */
final class Vocabulary {
  private final Map<String, Integer> items;
  private final Map<String, Integer> words;
  private final Map<String, Integer> types;

  /**
   * @throws UnusableModelException if the manifest names anything twice
   */
  Vocabulary(Manifest manifest) {
    this.items = numbers("item", manifest.items());
    this.words = numbers("word", manifest.features());
    this.types = numbers("type of interaction", manifest.types());
  }

  private static Map<String, Integer> numbers(String what, List<String> names) {
    Map<String, Integer> numbers = new HashMap<>(names.size() * 2);
    for (String name : names) {
      if (numbers.put(name, numbers.size() + 1) != null) {
        throw new UnusableModelException(
            "the manifest names the %s \"%s\" twice; name each once".formatted(what, name));
      }
    }
    return numbers;
  }

  boolean knows(ItemId item) {
    return items.containsKey(item.value());
  }

  /** From 1; 0 for an item that was not learned. */
  long item(ItemId item) {
    return items.getOrDefault(item.value(), 0);
  }

  /** From 1; 0 for a type that was not learned. */
  long type(InteractionType type) {
    return types.getOrDefault(type.name(), 0);
  }

  /** The words of an item that were learned, from 1. */
  long[] words(Optional<Item> item) {
    return item.map(ItemWords::of).orElse(List.of()).stream()
        .mapToLong(word -> words.getOrDefault(word, 0))
        .filter(number -> number > 0)
        .toArray();
  }
}
