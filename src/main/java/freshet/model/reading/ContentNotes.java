package freshet.model.reading;

import freshet.event.Item;
import freshet.model.artifact.ItemWords;
import freshet.model.training.Content;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The words of items that were touched; in memory, at most {@value ItemWords#MOST} numbers for each
 * item and every word once.
 */
final class ContentNotes {
  private final Numbering words = new Numbering();
  private final Map<Integer, int[]> ofItem = new HashMap<>();

  /**
   * Content as the network takes it.
   *
   * @param features the words, in their order
   */
  record Described(Content content, List<String> features) {}

  void describe(int item, Item said) {
    ofItem.put(item, ItemWords.of(said).stream().mapToInt(words::numberOf).toArray());
  }

  void withdraw(int item) {
    ofItem.remove(item);
  }

  /**
   * Of all that was noted, what is said of these. A word that only one item has teaches nothing and
   * is left out.
   *
   * @param items as they are described here, in the order they will have
   */
  Described about(int[] items) {
    int[] uses = new int[words.size()];
    for (int item : items) {
      for (int word : wordsOf(item)) {
        uses[word]++;
      }
    }
    int[] numbers = new int[words.size()];
    List<String> features = new ArrayList<>();
    for (int word = 0; word < uses.length; word++) {
      if (uses[word] > 1) {
        features.add(words.name(word));
        numbers[word] = features.size();
      }
    }
    int room = 1;
    for (int item : items) {
      int known = 0;
      for (int word : wordsOf(item)) {
        known += numbers[word] > 0 ? 1 : 0;
      }
      room = Math.max(room, known);
    }
    int[] table = new int[Math.multiplyExact(items.length, room)];
    for (int i = 0; i < items.length; i++) {
      int at = i * room;
      for (int word : wordsOf(items[i])) {
        if (numbers[word] > 0) {
          table[at++] = numbers[word];
        }
      }
    }
    return new Described(new Content(room, table), List.copyOf(features));
  }

  private int[] wordsOf(int item) {
    return ofItem.getOrDefault(item, new int[0]);
  }
}
