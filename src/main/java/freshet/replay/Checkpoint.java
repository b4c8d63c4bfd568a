package freshet.replay;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * How far an import has come.
 *
 * @param files what is imported, for people who look into the file
 * @param destination where to
 * @param itemsDone whether all items are sent
 * @param items what became of the items
 * @param interactions what became of the first so many readable interactions in time order; with
 *     the unreadable ones once all is done
 * @param done whether all is sent
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Checkpoint(
    List<String> files,
    String destination,
    boolean itemsDone,
    Counts items,
    Counts interactions,
    boolean done) {

  public Checkpoint {
    files = List.copyOf(files);
  }

  static Checkpoint none(List<String> files, String destination) {
    return new Checkpoint(files, destination, false, Counts.NONE, Counts.NONE, false);
  }

  Checkpoint withItems(Counts counts, boolean allSent) {
    return new Checkpoint(files, destination, allSent, counts, interactions, done);
  }

  Checkpoint withInteractions(Counts counts, boolean allSent) {
    return new Checkpoint(files, destination, itemsDone, items, counts, allSent);
  }
}
