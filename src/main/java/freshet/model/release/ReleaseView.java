package freshet.model.release;

import freshet.avro.ModelRecord;
import freshet.model.release.Release.State;
import freshet.stream.View;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All models that the `models` topic knows, and which of them is to serve; written by one thread.
 */
public final class ReleaseView implements View<String, ModelRecord> {
  private final Map<String, Entry> releases = new HashMap<>();
  private long records;
  private volatile List<Release> all = List.of();
  private volatile Optional<Choice> choice = Optional.empty();

  /**
   * The model that is to serve.
   *
   * @param place of the record that says so among all; who says it again is heard again
   */
  public record Choice(Release release, long place) {}

  private record Entry(Release release, long place) {}

  @Override
  public void apply(String version, ModelRecord value) {
    if (value == null) {
      releases.remove(version);
    } else {
      releases.put(version, new Entry(ModelsTopic.fromRecord(version, value), records++));
    }
    all =
        releases.values().stream()
            .map(Entry::release)
            .sorted(
                Comparator.comparing(Release::created).thenComparing(Release::version).reversed())
            .toList();
    choice =
        releases.values().stream()
            .filter(entry -> entry.release().state() == State.RELEASED && entry.release().active())
            .max(Comparator.comparingLong(Entry::place))
            .map(entry -> new Choice(entry.release(), entry.place()));
  }

  /** All models, the latest first. */
  public List<Release> all() {
    return all;
  }

  /** The model of a version. */
  public Optional<Release> find(String version) {
    return all.stream().filter(release -> release.version().equals(version)).findFirst();
  }

  /** The model that is to serve, if any. */
  public Optional<Choice> choice() {
    return choice;
  }
}
