package freshet.registry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** All that the embedded registry knows after some prefix of its log. Immutable. */
final class RegistryState {
  static final CompatibilityLevel DEFAULT_LEVEL = CompatibilityLevel.BACKWARD;
  static final RegistryState EMPTY = new RegistryState(new TreeMap<>(), new HashMap<>(), 0);

  private final NavigableMap<String, Subject> subjects;
  private final Map<Optional<String>, CompatibilityLevel> levels;
  private final int highestId;
  private final Map<Integer, String> schemasById = new HashMap<>();
  private final Map<String, Integer> idsBySchema = new HashMap<>();

  private RegistryState(
      NavigableMap<String, Subject> subjects,
      Map<Optional<String>, CompatibilityLevel> levels,
      int highestId) {
    this.subjects = subjects;
    this.levels = levels;
    int highest = highestId;
    for (Subject subject : subjects.values()) {
      for (Subject.Version version : subject.versions()) {
        RegisteredSchema schema = version.schema();
        schemasById.put(schema.id(), schema.schema());
        idsBySchema.put(schema.schema(), schema.id());
        highest = Math.max(highest, schema.id());
      }
    }
    this.highestId = highest;
  }

  RegistryState after(List<LogRecord> records) {
    if (records.isEmpty()) {
      return this;
    }
    NavigableMap<String, Subject> newSubjects = new TreeMap<>(subjects);
    Map<Optional<String>, CompatibilityLevel> newLevels = new HashMap<>(levels);
    int newHighest = highestId;
    for (LogRecord record : records) {
      if (record instanceof LogRecord.Put put) {
        Subject before = newSubjects.getOrDefault(put.schema().subject(), Subject.EMPTY);
        newSubjects.put(
            put.schema().subject(), before.with(new Subject.Version(put.schema(), put.deleted())));
        newHighest = Math.max(newHighest, put.schema().id());
      } else if (record instanceof LogRecord.Removed removed) {
        newSubjects.computeIfPresent(
            removed.subject(),
            (name, before) -> {
              Subject rest = before.without(removed.version());
              return rest.versions().isEmpty() ? null : rest;
            });
      } else if (record instanceof LogRecord.Level level) {
        level
            .level()
            .ifPresentOrElse(
                value -> newLevels.put(level.subject(), value),
                () -> newLevels.remove(level.subject()));
      } else if (record instanceof LogRecord.HighestId highest) {
        newHighest = Math.max(newHighest, highest.id());
      }
    }
    return new RegistryState(newSubjects, newLevels, newHighest);
  }

  NavigableMap<String, Subject> subjects() {
    return subjects;
  }

  Subject subject(String name) {
    return subjects.getOrDefault(name, Subject.EMPTY);
  }

  Optional<String> schema(int id) {
    return Optional.ofNullable(schemasById.get(id));
  }

  Optional<Integer> id(String schema) {
    return Optional.ofNullable(idsBySchema.get(schema));
  }

  int highestId() {
    return highestId;
  }

  /** The level set for a subject itself, or, without one, for all. */
  Optional<CompatibilityLevel> level(Optional<String> subject) {
    return Optional.ofNullable(levels.get(subject));
  }

  /** The level that holds for a subject. */
  CompatibilityLevel effectiveLevel(String subject) {
    return level(Optional.of(subject)).or(() -> level(Optional.empty())).orElse(DEFAULT_LEVEL);
  }
}
