package freshet.registry;

import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** The schemas of one subject by version, the softly deleted ones among them. Immutable. */
final class Subject {
  static final Subject EMPTY = new Subject(new TreeMap<>());

  /** A version, and whether it was softly deleted: hidden, but readable by id. */
  record Version(RegisteredSchema schema, boolean deleted) {}

  private final NavigableMap<Integer, Version> versions;

  private Subject(NavigableMap<Integer, Version> versions) {
    this.versions = versions;
  }

  Subject with(Version version) {
    NavigableMap<Integer, Version> copy = new TreeMap<>(versions);
    copy.put(version.schema().version(), version);
    return new Subject(copy);
  }

  Subject without(int version) {
    NavigableMap<Integer, Version> copy = new TreeMap<>(versions);
    copy.remove(version);
    return new Subject(copy);
  }

  /** All, oldest first. */
  Collection<Version> versions() {
    return versions.values();
  }

  /** Oldest first. */
  List<RegisteredSchema> schemas(boolean deletedToo) {
    return versions.values().stream()
        .filter(version -> deletedToo || !version.deleted())
        .map(Version::schema)
        .toList();
  }

  Optional<Version> version(int number) {
    return Optional.ofNullable(versions.get(number));
  }

  OptionalInt highestVersion() {
    return versions.isEmpty() ? OptionalInt.empty() : OptionalInt.of(versions.lastKey());
  }
}
