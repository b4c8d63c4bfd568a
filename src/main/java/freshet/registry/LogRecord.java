package freshet.registry;

import java.util.Optional;

/** One fact in the embedded registry's log; a later one with the same key replaces it. */
public sealed interface LogRecord {
  /** A subject has a schema; keyed by subject and version. */
  record Put(RegisteredSchema schema, boolean deleted) implements LogRecord {}

  /** A version is gone for good; keyed like the {@link Put} it takes back. */
  record Removed(String subject, int version) implements LogRecord {}

  /**
   * The compatibility level of a subject, or of all that have none; an empty level takes it back.
   */
  record Level(Optional<String> subject, Optional<CompatibilityLevel> level) implements LogRecord {}

  /**
   * The highest id ever given. Kept when a schema is removed, so that its id is never given again
   * to another, which would read old data wrongly.
   */
  record HighestId(int id) implements LogRecord {}
}
